/**
 * Where the tests run: as node is, with a way to load what is to be loaded once a worker and not once for each test file. What
 * node itself loads sees the settings of the worker, so those that a test file makes for a framework are made there too.
 */
const { TestEnvironment } = require('jest-environment-node');

module.exports = class extends TestEnvironment {
  constructor(...given) {
    super(...given);
    this.global.loadOnce = (path) => require(path);
    this.global.setInWorker = (name, value) => {
      process.env[name] = value;
    };
  }
};
