"""Questions whose answer could make the outcome stricter, in every language."""

from collections.abc import Mapping

QUESTIONS: Mapping[str, Mapping[str, str]] = {
    "parameters": {
        "en": "Which technical figures of the goods decide whether the entry is met?",
        "fr": "Quelles caractéristiques techniques décident si la rubrique s'applique ?",
        "km": "តើតួលេខបច្ចេកទេសណាខ្លះរបស់ទំនិញដែលសម្រេចថាត្រូវនឹងចំណុចក្នុងបញ្ជី?",
    },
    "concentration_pct": {
        "en": "What share of the goods by weight is the scheduled chemical?",
        "fr": "Quelle est la part en poids du produit inscrit ?",
        "km": "តើសារធាតុគីមីក្នុងតារាងមានចំណែកប៉ុន្មានភាគរយជាទម្ងន់?",
    },
    "purpose": {
        "en": "What is the chemical for: research, medical, pharmaceutical or protective purposes?",
        "fr": "À quelle fin : recherche, médicale, pharmaceutique ou de protection ?",
        "km": "តើសារធាតុគីមីសម្រាប់គោលបំណងអ្វី៖ ស្រាវជ្រាវ វេជ្ជសាស្ត្រ ឱសថ ឬការពារ?",
    },
    "re_transfer": {
        "en": "Will the chemical be passed on to another State?",
        "fr": "Le produit sera-t-il retransféré vers un autre État ?",
        "km": "តើសារធាតុគីមីនឹងត្រូវផ្ទេរបន្តទៅរដ្ឋផ្សេងទៀតទេ?",
    },
    "destination": {
        "en": "To which State do the goods go?",
        "fr": "Vers quel État vont les marchandises ?",
        "km": "តើទំនិញទៅរដ្ឋណា?",
    },
    "origin": {
        "en": "From which State do the goods come?",
        "fr": "De quel État viennent les marchandises ?",
        "km": "តើទំនិញមកពីរដ្ឋណា?",
    },
    "exception": {
        "en": "Do the goods fall under the exception that this paragraph allows, and how is that shown?",
        "fr": "Les marchandises relèvent-elles de l'exception prévue, et comment est-ce prouvé ?",
        "km": "តើទំនិញស្ថិតក្រោមករណីលើកលែងនៃកថាខណ្ឌនេះ ហើយមានភស្តុតាងអ្វី?",
    },
    "named_item": {
        "en": "Are the goods among the items that the document named by this paragraph lists?",
        "fr": "Les marchandises figurent-elles parmi les articles que liste le document visé par ce paragraphe ?",
        "km": "តើទំនិញមានឈ្មោះក្នុងឯកសារដែលកថាខណ្ឌនេះយោងដែរឬទេ?",
    },
    "approval_letter": {
        "en": "Which letter of the committee gives the approval or exemption: number, date, what it covers?",
        "fr": "Quelle lettre du comité donne l'approbation ou la dérogation : numéro, date, portée ?",
        "km": "តើលិខិតណារបស់គណៈកម្មាធិការផ្តល់ការយល់ព្រម ឬការលើកលែង៖ លេខ កាលបរិច្ឆេទ និងវិសាលភាព?",
    },
    "military_make": {
        "en": "Are the goods made or adapted for military use, or meant for armed forces?",
        "fr": "Les biens sont-ils conçus ou adaptés pour un usage militaire, ou destinés à des forces armées ?",
        "km": "តើទំនិញផលិត ឬកែច្នៃសម្រាប់ប្រើប្រាស់យោធា ឬសម្រាប់កងកម្លាំងប្រដាប់អាវុធទេ?",
    },
    "hs_code": {
        "en": "What is the customs code of the goods?",
        "fr": "Quel est le code douanier des marchandises ?",
        "km": "តើលេខកូដគយរបស់ទំនិញជាអ្វី?",
    },
    "end_user": {
        "en": "Who uses the goods in the end: the government, an armed group, or somebody else?",
        "fr": "Qui utilise finalement les marchandises : le gouvernement, un groupe armé, quelqu'un d'autre ?",
        "km": "តើអ្នកណាប្រើប្រាស់ទំនិញចុងក្រោយ៖ រដ្ឋាភិបាល ក្រុមប្រដាប់អាវុធ ឬអ្នកផ្សេង?",
    },
    "what_known": {
        "en": "Which use is known or suspected: weapons of mass destruction, missiles, military, surveillance?",
        "fr": "Quel usage est connu ou soupçonné : armes de destruction massive, missiles, militaire, surveillance ?",
        "km": "តើដឹង ឬសង្ស័យការប្រើប្រាស់អ្វី៖ អាវុធមហាប្រល័យ កាំជ្រួច យោធា ការឃ្លាំមើល?",
    },
    "how_known": {
        "en": "How is the use known: did the authority say so, does the exporter know, or does he suspect it?",
        "fr": "Comment l'usage est-il connu : l'autorité l'a dit, l'exportateur le sait, ou le soupçonne ?",
        "km": "តើដឹងអំពីការប្រើប្រាស់នេះដោយរបៀបណា៖ អាជ្ញាធរបានប្រាប់ អ្នកនាំចេញដឹង ឬសង្ស័យ?",
    },
}
