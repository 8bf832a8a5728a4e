const { register } = require('node:module');
const { pathToFileURL } = require('node:url');
const { default: JestRuntime } = require('jest-runtime');

register('./typescript-hooks.mjs', pathToFileURL(__filename));
process.setSourceMapsEnabled(true);

let files = 0;

/**
 * Loads the tests, and what they test, as Node itself loads modules. Jest's own way compiles every module of the service
 * and of its dependencies again for each test file, in a context of its own: that took as long as half the tests.
 */
module.exports = class Runtime extends JestRuntime {
  /** Jest's own parts, which keep what they know of a test file in their modules: made anew for each. */
  requireInternalModule(path) {
    delete require.cache[path];
    return require(path);
  }

  unstable_shouldLoadAsEsm() {
    return true;
  }

  async unstable_importModule(path) {
    // Jest puts another formatter in the place of Node's, which reads the source maps of the modules that it has loaded.
    Error.prepareStackTrace = undefined;
    await import(`${pathToFileURL(path)}?file=${++files}`);
  }
};
