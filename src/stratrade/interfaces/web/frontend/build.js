// Compiles styles, scripts and fonts into the git-ignored folder static/vendor.
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { compile } from "sass";

const here = dirname(fileURLToPath(import.meta.url));
const modules = join(here, "node_modules");
const out = join(here, "..", "static", "vendor");

rmSync(out, { recursive: true, force: true });
mkdirSync(join(out, "fonts"), { recursive: true });

function style(name) {
  return compile(join(here, "src", name), {
    loadPaths: [modules, here],
    style: "compressed",
    quietDeps: true,
    silenceDeprecations: ["import", "global-builtin", "if-function"],
  }).css.replace(/^\uFEFF/, "");
}

const face = '"Noto Sans","Noto Sans Khmer",system-ui,arial,sans-serif';
const moj = style("moj.scss").replaceAll(/"GDS Transport",\s*arial,\s*sans-serif/g, face);
const styles = moj + style("stratrade.scss");
if (styles.includes("GDS Transport")) throw new Error("the GDS face is still named in the styles");
writeFileSync(join(out, "stratrade.css"), styles);

await build({
  entryPoints: [join(here, "src", "stratrade.js")],
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2020",
  legalComments: "none",
  outfile: join(out, "stratrade.js"),
});

// Only the weights and scripts that the pages use: about 100 kB in all, and Khmer only where it is read.
const faces = [
  ["noto-sans", "latin", [400, 700]],
  ["noto-sans", "latin-ext", [400, 700]],
  ["noto-sans-khmer", "khmer", [400, 700]],
];
for (const [family, subset, weights] of faces) {
  for (const weight of weights) {
    const file = `${family}-${subset}-${weight}-normal.woff2`;
    copyFileSync(join(modules, "@fontsource", family, "files", file), join(out, "fonts", file));
  }
}
