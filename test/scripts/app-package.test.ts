import assert from 'node:assert/strict';
import { unzipSync } from 'fflate';
import { fillManifest, manifestProblems, zipPackage } from '../../scripts/app-package.ts';

const identity = {
  appId: '0f3a7c52-5a0e-4b6e-9d0a-5b8f2f7a1c11',
  developer: 'Example Council',
  website: 'https://example.org/collate',
};

describe('The app package', () => {
  it('is a manifest that Teams takes, with both icons at its top', async () => {
    const manifest = fillManifest(identity);
    assert.deepEqual(await manifestProblems(manifest), []);
    const files = unzipSync(zipPackage(manifest));
    assert.deepEqual(Object.keys(files).sort(), ['color.png', 'manifest.json', 'outline.png']);
    assert.equal(JSON.parse(new TextDecoder().decode(files['manifest.json'])).bots[0].botId, identity.appId);
  });

  it('is refused with a reason where something is not as Teams wants it', async () => {
    const problems = await manifestProblems(fillManifest({ ...identity, appId: 'not-a-guid' }));
    assert.ok(problems.length > 0);
  });

  it('has icons of the sizes that Teams wants', () => {
    const files = unzipSync(zipPackage(fillManifest(identity)));
    const size = (name: string) => {
      const view = new DataView((files[name] ?? new Uint8Array(24)).buffer.slice(0));
      const offset = files[name]?.byteOffset ?? 0;
      return [view.getUint32(offset + 16), view.getUint32(offset + 20)];
    };
    assert.deepEqual(
      [size('color.png'), size('outline.png')],
      [
        [192, 192],
        [32, 32],
      ],
    );
  });
});
