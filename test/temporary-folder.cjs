const { mkdtempSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

/**
 * One temporary folder for a whole run of jest, removed when it ends: what tests write, and what the frameworks under test leave
 * behind where no output folder is given.
 */
module.exports = () => {
  const folder = mkdtempSync(join(tmpdir(), 'portwright-'));
  // the workers, and what they start, inherit it
  process.env.TMPDIR = folder;
  process.once('exit', () => {
    try {
      rmSync(folder, { recursive: true, force: true });
    } catch (error) {
      console.error(`${folder} is left: ${error.message}`);
    }
  });
};
