const { appendFileSync } = require('node:fs');

/**
 * Writes what failed, and nothing else, to the file that `PORTWRIGHT_FAILURES` names: the log of a long check ends with it,
 * so that nobody has to search a thousand lines.
 */
module.exports = class Failures {
  onRunComplete(_contexts, { testResults }) {
    const file = process.env.PORTWRIGHT_FAILURES;
    if (file === undefined) return;
    for (const { testFilePath, failureMessage } of testResults) {
      if (failureMessage) appendFileSync(file, `${testFilePath}\n${failureMessage}\n`);
    }
  }
};
