"""Files, issued documents, check codes and the signed text of QR codes."""
