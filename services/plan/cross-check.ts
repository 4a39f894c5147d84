/**
 * What a schema cannot see: names that must be defined elsewhere in the file, and refs that must be unique. It works
 * on the raw document, so that its findings are told together with the schema's.
 */
import { isDay } from '../time.ts';
import { normaliseName } from './names.ts';

export interface CrossProblem {
  path: PropertyKey[];
  message: string;
}

type Raw = Record<string, unknown>;
type Entry = { path: PropertyKey[]; value: Raw };

export function crossCheck(raw: Raw): CrossProblem[] {
  const agencies = entriesOf(raw, 'agencies');
  const people = entriesOf(raw, 'people');
  const groups = entriesOf(raw, 'groups');
  const plan: Entry = { path: ['plan'], value: recordOf(raw['plan']) };
  const priorities = entriesIn(plan, 'priorities');
  const outcomes = priorities.flatMap(entry => entriesIn(entry, 'outcomes'));
  const actions = outcomes.flatMap(entry => entriesIn(entry, 'actions'));

  const sets = entriesOf(raw, 'sets');

  const training: Entry = { path: ['training'], value: recordOf(raw['training']) };
  const agency = namesOf(agencies, ['id', 'name']);
  const person = namesOf(people, ['id', 'email']);
  const group = namesOf(groups, ['id', 'short', 'name']);
  const needs = (entry: Entry, field: string, known: Set<string>, what: string) =>
    missing([...entry.path, field], entry.value[field], known, what);
  const needsAll = (entry: Entry, field: string, known: Set<string>, what: string) =>
    listOf(entry.value[field]).flatMap((name, index) =>
      missing([...entry.path, field, index], name, known, what),
    );

  return [
    ...needs({ path: ['board'], value: recordOf(raw['board']) }, 'executive', group, 'group'),
    ...needs({ path: ['digest'], value: recordOf(raw['digest']) }, 'group', group, 'group'),
    ...entriesOf(raw, 'calendar').flatMap(entry => needs(entry, 'group', group, 'group')),
    ...people.flatMap(entry => needs(entry, 'agency', agency, 'agency')),
    ...groups.flatMap(entry => [
      ...needs(entry, 'chair', person, 'person'),
      ...needs(entry, 'deputy', person, 'person'),
      ...needsAll(entry, 'members', person, 'person'),
      ...needs(
        { path: [...entry.path, 'standIn'], value: recordOf(entry.value['standIn']) },
        'person',
        person,
        'person',
      ),
      ...needs(entry, 'parent', group, 'group'),
    ]),
    ...priorities.flatMap(entry => needs(entry, 'lead', agency, 'agency')),
    ...entriesIn(training, 'targets').flatMap(entry => needs(entry, 'agency', agency, 'agency')),
    ...entriesIn(training, 'compliance').flatMap(entry => [
      ...needs(entry, 'agency', agency, 'agency'),
      ...needs(entry, 'group', group, 'group'),
    ]),
    ...actions.flatMap(entry => [
      ...needsAll(entry, 'owners', group, 'group'),
      ...needs(entry, 'lead', person, 'person'),
    ]),
    ...twice(agencies, ['id', 'name'], 'agency'),
    ...twice(people, ['id', 'email'], 'person'),
    ...twice(groups, ['id', 'short', 'name'], 'group'),
    ...twice(priorities, ['ref'], 'priority'),
    ...twice(outcomes, ['ref'], 'outcome'),
    ...twice(actions, ['ref'], 'action'),
    ...twice(sets, ['key'], 'set'),
    ...setProblems(sets, actions),
    ...sets.flatMap(entry => needsAll(entry, 'restricted', person, 'person')),
    ...unanswerable(sets, actions, people, groups),
    ...scrutineersInCharge(people, groups),
    ...progressToNobody(raw),
    ...endsBeforeStart(plan),
  ];
}

function missing(path: PropertyKey[], name: unknown, known: Set<string>, what: string): CrossProblem[] {
  if (typeof name !== 'string' || name.trim() === '' || known.has(normaliseName(name))) return [];
  const list = what === 'agency' ? 'agencies' : what === 'person' ? 'people' : 'groups';
  const by = what === 'person' ? 'mail address' : what === 'group' ? 'name or short name' : 'name';
  return [
    { path, message: `names “${name}”, which is under no entry of ${list}: add it there, or mend the ${by}` },
  ];
}

/** The first entry keeps its name; each later one with the same is a problem, said with the first one's place. */
function twice(entries: Entry[], fields: string[], what: string): CrossProblem[] {
  const seen = new Map<string, Entry>();
  return entries.flatMap(entry => {
    const problems = fields.flatMap(field => {
      const name = entry.value[field];
      if (typeof name !== 'string' || name === '') return [];
      const before = seen.get(comparable(field, name));
      return before && before !== entry
        ? [
            {
              path: [...entry.path, field],
              message: `“${name}” is already the ${field} of another ${what}: give each its own`,
            },
          ]
        : [];
    });
    for (const field of fields) {
      const name = entry.value[field];
      if (typeof name === 'string' && name !== '' && !seen.has(comparable(field, name)))
        seen.set(comparable(field, name), entry);
    }
    return problems;
  });
}

/** A scrutineer changes nothing, so a group that one of them leads could neither answer nor be signed off by them. */
function scrutineersInCharge(people: Entry[], groups: Entry[]): CrossProblem[] {
  const scrutineers = people.filter(({ value }) => {
    const roles = listOf(value['roles']);
    return roles.includes('scrutineer') && !roles.includes('manager');
  });
  const names = namesOf(scrutineers, ['id', 'email']);
  return groups.flatMap(({ path, value }) =>
    ['chair', 'deputy'].flatMap(field => {
      const name = value[field];
      if (typeof name !== 'string' || !names.has(normaliseName(name))) return [];
      const message = `“${name}” is a scrutineer, who sees all and changes nothing: name somebody else, or take the role away`;
      return [{ path: [...path, field], message }];
    }),
  );
}

function progressToNobody(raw: Raw): CrossProblem[] {
  const isMeant = recordOf(raw['rounds'])['progressTo'] === 'executive';
  if (!isMeant || recordOf(raw['board'])['executive'] !== undefined) return [];
  const message = 'is executive, but the file names no executive group: add board.executive';
  return [{ path: ['rounds', 'progressTo'], message }];
}

/** An action is asked for in one rhythm, and a set ends after it begins. */
function setProblems(sets: Entry[], actions: Entry[]): CrossProblem[] {
  const refs = new Set(actions.map(({ value }) => String(value['ref']).toLowerCase()));
  const taken = new Map<string, string>();
  return sets.flatMap(({ path, value }) => {
    const key = String(value['key']);
    const named = listOf(value['actions']).flatMap((ref, index): CrossProblem[] => {
      if (typeof ref !== 'string') return [];
      const at = [...path, 'actions', index];
      const wanted = ref.toLowerCase();
      if (!refs.has(wanted))
        return [{ path: at, message: `names “${ref}”, which is the ref of no action of the plan` }];
      const other = taken.get(wanted);
      taken.set(wanted, key);
      return other === undefined
        ? []
        : [{ path: at, message: `“${ref}” is in the set “${other}” already: it can be in one alone` }];
    });
    const { starts, until } = value;
    const isBefore =
      typeof starts === 'string' && typeof until === 'string' && isDay(until) && until < starts;
    return isBefore
      ? [...named, { path: [...path, 'until'], message: `is before it starts, ${starts}` }]
      : named;
  });
}

/** Of a restricted action somebody who is named must lead it, or be of the group that owns it: else nobody can answer. */
function unanswerable(sets: Entry[], actions: Entry[], people: Entry[], groups: Entry[]): CrossProblem[] {
  const idOf = (name: unknown) => {
    const wanted = normaliseName(String(name));
    const found = people.find(({ value }) =>
      ['id', 'email'].some(
        field => typeof value[field] === 'string' && normaliseName(String(value[field])) === wanted,
      ),
    );
    return found ? found.path.join() : null;
  };
  const membersOf = (name: unknown) =>
    groups
      .filter(({ value }) =>
        ['id', 'short', 'name'].some(
          field =>
            typeof value[field] === 'string' &&
            normaliseName(String(value[field])) === normaliseName(String(name)),
        ),
      )
      .flatMap(({ value }) => [
        value['chair'],
        value['deputy'],
        recordOf(value['standIn'])['person'],
        ...listOf(value['members']),
      ]);
  return sets.flatMap(({ path, value }) => {
    if (!Array.isArray(value['restricted'])) return [];
    const named = new Set(listOf(value['restricted']).map(idOf));
    return listOf(value['actions']).flatMap((ref, index): CrossProblem[] => {
      const action = actions.find(
        one => String(one.value['ref']).toLowerCase() === String(ref).toLowerCase(),
      );
      if (!action) return [];
      const own = [action.value['lead'], ...listOf(action.value['owners']).slice(0, 1).flatMap(membersOf)];
      if (own.some(name => typeof name === 'string' && named.has(idOf(name)))) return [];
      const message = `“${String(ref)}” could be answered by nobody: name under restricted who leads it, or somebody of the group that owns it first`;
      return [{ path: [...path, 'actions', index], message }];
    });
  });
}

/** Refs are compared as typed, names as people mean them. */
const comparable = (field: string, name: string) =>
  field === 'ref' || field === 'key' ? name.toLowerCase() : normaliseName(name);

function endsBeforeStart({ value }: Entry): CrossProblem[] {
  const { starts, ends } = value;
  if (typeof starts !== 'string' || typeof ends !== 'string' || !isDay(starts) || !isDay(ends)) return [];
  return ends > starts ? [] : [{ path: ['plan', 'ends'], message: `is not after plan.starts, ${starts}` }];
}

const entriesOf = (raw: Raw, field: string): Entry[] => entriesIn({ path: [], value: raw }, field);

const entriesIn = ({ path, value }: Entry, field: string): Entry[] =>
  listOf(value[field]).map((item, index) => ({ path: [...path, field, index], value: recordOf(item) }));

const namesOf = (entries: Entry[], fields: string[]): Set<string> =>
  new Set(
    entries
      .flatMap(({ value }) => fields.map(field => value[field]).filter(name => typeof name === 'string'))
      .map(normaliseName),
  );

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

const recordOf = (value: unknown): Raw =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Raw) : {};
