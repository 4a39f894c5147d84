/** Walks every command, button and call of the terminal as somebody of each standing: what happens is what the table says. */
import assert from 'node:assert/strict';
import { commands } from '../../bot/commands/registry.ts';
import type { Scene } from '../../bot/deps.ts';
import { verbs } from '../../bot/verbs/registry.ts';
import { isCollateError } from '../../services/errors.ts';
import { type Standing, standings } from '../../services/people/standings.ts';
import { channelDoors, commandDoors, type DoorLine, verbDoors } from './doors.ts';
import { type MatrixWorld, openMatrix } from './matrix-world.ts';

describe('the matrix of roles', function () {
  this.timeout(60_000);
  let matrix: MatrixWorld;
  const scenes = new Map<Standing, Scene>();

  before(async () => {
    matrix = await openMatrix();
    for (const standing of standings) scenes.set(standing, await matrix.scene(standing));
  });
  after(() => matrix?.close());

  it('knows every command and every button', () => {
    const named = [...Object.keys(commandDoors), ...Object.keys(channelDoors)].sort();
    assert.deepEqual(named, commands.map(({ name }) => name).sort());
    assert.deepEqual(Object.keys(verbDoors).sort(), [...verbs.keys()].sort());
  });

  /** `not_allowed`, `file_gone`, or done: whatever else was wrong, it was not who asked. */
  async function outcome(run: () => Promise<unknown>, { deed, refusal }: DoorLine): Promise<string> {
    try {
      await run();
      return 'done';
    } catch (error) {
      if (!isCollateError(error)) throw error;
      if (error.code === (refusal ?? 'not_allowed')) return 'not_allowed';
      return deed === 'sender' && error.code === 'file_gone' ? error.code : 'done';
    }
  }

  async function expected({ deed, about = 'board' }: DoorLine, scene: Scene): Promise<string> {
    if (deed === 'anybody') return 'done';
    if (deed === 'sender') return 'file_gone';
    return (await matrix.mayDo(scene, deed, matrix.about[about])) ? 'done' : 'not_allowed';
  }

  /** Those who may not go first: what is done once may be different afterwards. */
  async function walk(line: DoorLine, run: (scene: Scene) => Promise<unknown>): Promise<void> {
    const wanted: [Standing, string][] = [];
    for (const [standing, scene] of scenes) wanted.push([standing, await expected(line, scene)]);
    wanted.sort(([, one], [, other]) => Number(one === 'done') - Number(other === 'done'));
    const seen: [Standing, string][] = [];
    for (const [standing] of wanted) {
      const scene = scenes.get(standing) as Scene;
      seen.push([standing, await outcome(() => run(scene), line)]);
    }
    assert.deepEqual(seen, wanted);
  }

  for (const [name, line] of Object.entries(verbDoors)) {
    it(`lets ${name} be pressed by who may ${line.deed}`, async () => {
      const verb = verbs.get(name);
      const data = line.data?.(matrix.ids) ?? {};
      await walk(line, async scene =>
        verb?.press(matrix.deps, scene, { verb: name, data, door: 'message', activityId: null }),
      );
    });
  }

  for (const [name, line] of Object.entries(commandDoors)) {
    it(`lets “${name}” be typed by who may ${line.deed}`, async () => {
      const command = commands.find(candidate => candidate.name === name);
      await walk(line, async scene => command?.run(matrix.deps, scene, line.words ?? ''));
    });
  }

  for (const [name, line] of Object.entries(channelDoors)) {
    it(`lets “${name}” be typed in a channel by who may ${line.deed}`, async () => {
      const command = commands.find(candidate => candidate.name === name);
      const here = scenes.get('in-channel') as Scene;
      const relink = commands.find(candidate => candidate.name === 'link');
      await walk(line, async scene => {
        const there = {
          ...scene,
          place: here.place,
          actor: { ...scene.actor, channelRowId: here.actor.channelRowId },
        };
        await command?.run(matrix.deps, there, line.words ?? '');
        await relink?.run(matrix.deps, there, 'QA');
      });
    });
  }
});
