/**
 * The frameworks are loaded once a worker, by node itself, not once for each test file: that takes a second or two. Who asks for
 * one of their files gets what node has of it.
 */
exports.process = (_source, path) => ({ code: `module.exports = loadOnce(${JSON.stringify(path)});` });
