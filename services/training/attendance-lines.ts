/** Who came, as people write it: an agency or a sector and a number, "Police 4", one a line. */
import { normaliseName } from '../plan/names.ts';
import { readCount } from '../returns/fields.ts';
import type { Attendance } from './content.ts';
import { nearNames } from './near-names.ts';
import type { AgencyLine } from './shares.ts';

/** The sectors that a line may name beside those of the board's own agencies. */
export const usualSectors = [
  'police',
  'health',
  'schools',
  'early years',
  'further education',
  'local authority',
  'social care',
  'probation',
  'youth justice',
  'housing',
  'fire and rescue',
  'voluntary',
  'other',
] as const;

/** What a line may name. */
export interface Comers {
  agencies: readonly AgencyLine[];
  sectors: readonly string[];
}

/** The board's own sectors, as it writes them, and the usual ones that it does not have. */
export function sectorsOf(agencies: readonly AgencyLine[]): string[] {
  const found = new Map<string, string>();
  for (const sector of [...agencies.map(agency => agency.sector), ...usualSectors])
    if (sector !== null && !found.has(normaliseName(sector))) found.set(normaliseName(sector), sector);
  return [...found.values()];
}

/** Who is meant by a name: an agency, else a sector; null where it is neither. */
export function findComer(
  name: string,
  { agencies, sectors }: Comers,
): Pick<Attendance, 'agencyId' | 'sector'> | null {
  const wanted = normaliseName(name);
  if (wanted === '') return null;
  const agency = agencies.find(candidate => normaliseName(candidate.name) === wanted);
  if (agency) return { agencyId: agency.id, sector: null };
  const sector = sectors.find(candidate => normaliseName(candidate) === wanted);
  return sector === undefined ? null : { agencyId: null, sector };
}

export interface ReadAttendances {
  attendances: Attendance[];
  /** A sentence for each line that is not understood. */
  problems: string[];
}

/** "n/a" leaves its line out: how many came is not known. */
export function readAttendanceLines(text: string | null, comers: Comers): ReadAttendances {
  const read: ReadAttendances = { attendances: [], problems: [] };
  const lines = (text ?? '').split('\n').map(line => line.trim());
  for (const [index, line] of lines.entries()) {
    if (line === '') continue;
    const found = readLine(line, comers);
    const isTwice = typeof found === 'object' && found !== null && has(read.attendances, found);
    const problem = isTwice ? 'stands twice: give one line for all of them.' : found;
    if (typeof problem === 'string')
      read.problems.push(`Line ${index + 1}, “${line.slice(0, 60)}”: ${problem}`);
    else if (found !== null && typeof found === 'object') read.attendances.push(found);
  }
  return read;
}

/** The same as lines to be edited again. */
export function attendanceText(attendances: readonly Attendance[], agencies: readonly AgencyLine[]): string {
  return attendances
    .map(({ agencyId, sector, attended }) => {
      const name = sector ?? agencies.find(agency => agency.id === agencyId)?.name ?? '?';
      return `${name}${/\d$/.test(name) ? ':' : ''} ${attended}`;
    })
    .join('\n');
}

const has = (all: readonly Attendance[], { agencyId, sector }: Attendance) =>
  all.some(other => other.agencyId === agencyId && other.sector === sector);

/** The row, null for one that is not known, or what is wrong. */
function readLine(line: string, comers: Comers): Attendance | null | string {
  const splits = splitsOf(line);
  const [first] = splits;
  if (!first) return 'say how many came, such as “Police 4”.';
  const named = splits.flatMap(({ name, number }) => {
    const comer = findComer(name, comers);
    return comer ? [{ comer, number }] : [];
  });
  const [match] = named;
  if (!match) return unknownName(first.name, comers);
  const attended = readCount(match.number);
  if (typeof attended === 'string') return `${attended.charAt(0).toLowerCase()}${attended.slice(1)}`;
  return attended === null ? null : { ...match.comer, attended };
}

const NUMBER = String.raw`(-?\d{1,3}(?:[, ]\d{3})+|-?\d+(?:\.\d+)?|nil|none|n\/a|not known)`;

/** A name and its number. "Team 1 204" can be read in two ways: whichever names somebody is meant. */
function splitsOf(line: string): { name: string; number: string }[] {
  const tidy = line.replace(/[\s\u00A0]+/g, ' ');
  const ways = [
    new RegExp(String.raw`^(.+?)\s*[:=]\s*${NUMBER}$`, 'i'),
    new RegExp(String.raw`^(.+?)[\s,;]+(?:[–—-]\s+)?${NUMBER}$`, 'i'),
    /^(.+)[\s,;]+(\d+)$/,
    /^(.+?)\s*[–—-]\s*(\d+)$/,
  ];
  return ways.flatMap(way => {
    const [, name, number] = way.exec(tidy) ?? [];
    return name && number ? [{ name, number }] : [];
  });
}

function unknownName(name: string, { agencies, sectors }: Comers): string {
  const near = nearNames(name, [...agencies.map(agency => agency.name), ...sectors]);
  if (near.length > 0) return `no agency or sector of this name is known. Is it ${near.join(' or ')}?`;
  return `no agency or sector of this name is known. The sectors are: ${sectors.join(', ')}.`;
}
