import assert from 'node:assert/strict';
import { readOptions } from '../../../bot/local/options.ts';
import { isCollateError } from '../../../services/errors.ts';

describe('What may be said after npm start --', () => {
  it('is nothing: then the sample, the manager, and the usual port', () => {
    assert.deepEqual(readOptions([]), {
      board: null,
      group: null,
      as: null,
      fresh: false,
      playgroundPort: 56150,
      help: false,
    });
  });

  it('is a board, a group, a person, a fresh start and a port', () => {
    const options = readOptions([
      '--board',
      'x.yaml',
      '--group',
      'QAS',
      '--as',
      'Ann Ward',
      '--fresh',
      '--playground-port',
      '0',
    ]);
    assert.deepEqual(options, {
      board: 'x.yaml',
      group: 'QAS',
      as: 'Ann Ward',
      fresh: true,
      playgroundPort: 0,
      help: false,
    });
  });

  for (const args of [['--nope'], ['extra'], ['--playground-port', 'x'], ['--board']]) {
    it(`says how to write it instead of: ${args.join(' ')}`, () => {
      assert.throws(
        () => readOptions(args),
        error => isCollateError(error, 'input_invalid') && error.message.includes('npm start -- [options]'),
      );
    });
  }
});
