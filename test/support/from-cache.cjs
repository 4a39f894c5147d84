/**
 * Runs a script of a bundle with what V8 compiled of it the last time. The first process of a script, which finds
 * nothing compiled, leaves it behind when it ends by itself.
 */
const { existsSync, readFileSync, renameSync, writeFileSync } = require('node:fs');
const { dirname } = require('node:path');
const { Script } = require('node:vm');

const [node, , bundle, name, ...args] = process.argv;
const cache = `${bundle}.${name.replaceAll('/', '-')}.cache`;
const cachedData = existsSync(cache) ? readFileSync(cache) : undefined;
const script = new Script(readFileSync(bundle, 'latin1'), { filename: bundle, cachedData });
if (!cachedData)
  process.once('exit', code => {
    if (code !== 0) return;
    // Two may end at once.
    const own = `${cache}.${process.pid}`;
    writeFileSync(own, script.createCachedData());
    renameSync(own, cache);
  });
process.argv = [node, name, ...args];
const own = { exports: {} };
// What is no JavaScript is looked for from here, inside the project.
script.runInThisContext()(own.exports, require, own, bundle, dirname(bundle));
own.exports[name]();
