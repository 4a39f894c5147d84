/** Attendances by agency and by sector. */
import type { Attendance } from './content.ts';
import { remainder, sumKnown } from './measures.ts';
import { percentOf } from './rates.ts';

export interface AgencyLine {
  id: string;
  name: string;
  sector: string | null;
}

export interface AgencyShare {
  agencyId: string;
  name: string;
  attended: number;
  /** What it is the sum of. */
  rows: readonly Attendance[];
  /** Of all who attended, in whole percent; null where that is not known. */
  percent: number | null;
}

export interface SectorShare {
  sector: string;
  /** Those of the sector's agencies, and those given for the sector alone. */
  attended: number;
  percent: number | null;
  /** What it is the sum of. */
  rows: readonly Attendance[];
}

export interface Shares<Share> {
  shares: Share[];
  /** People who attended and are in none of them, negative where those are more; null where either is not known. */
  notBrokenDown: number | null;
}

/** What an ask's programme, a course or a run says of who came; taken from the largest that says it. */
export interface AttendanceSource {
  said: readonly Attendance[];
  parts: AttendanceSource[];
}

export function agencyShares(
  sources: readonly AttendanceSource[],
  agencies: readonly AgencyLine[],
  attended: number | null,
): Shares<AgencyShare> {
  const groups = grouped(sources, ({ agencyId }) => agencyId);
  const shares = groups.map(({ key: agencyId, ...share }) => ({
    agencyId,
    name: agencies.find(agency => agency.id === agencyId)?.name ?? '',
    percent: shareOf(share.attended, attended),
    ...share,
  }));
  return {
    shares: shares.sort((one, other) => one.name.localeCompare(other.name, 'en')),
    notBrokenDown: remainder(attended, sumKnown(groups.map(group => group.attended))),
  };
}

/** An agency's people count in its sector too; those of an agency without one stay not broken down. */
export function sectorShares(
  sources: readonly AttendanceSource[],
  agencies: readonly AgencyLine[],
  attended: number | null,
): Shares<SectorShare> {
  const groups = grouped(
    sources,
    ({ agencyId, sector }) => sector ?? agencies.find(agency => agency.id === agencyId)?.sector ?? null,
  );
  const shares = groups.map(({ key: sector, ...share }) => ({
    sector,
    percent: shareOf(share.attended, attended),
    ...share,
  }));
  return {
    shares: shares.sort((one, other) => one.sector.localeCompare(other.sector, 'en')),
    notBrokenDown: remainder(attended, sumKnown(groups.map(group => group.attended))),
  };
}

type KeyOf = (row: Attendance) => string | null;

function grouped(sources: readonly AttendanceSource[], keyOf: KeyOf) {
  const rows = gather(sources, keyOf);
  const keys = new Set(rows.map(keyOf).filter(key => key !== null));
  return [...keys].map(key => {
    const own = rows.filter(row => keyOf(row) === key);
    return { key, attended: own.reduce((sum, row) => sum + row.attended, 0), rows: own };
  });
}

/** Those of the largest unit that tells of any; else of its parts. */
function gather(sources: readonly AttendanceSource[], keyOf: KeyOf): Attendance[] {
  return sources.flatMap(({ said, parts }) => {
    const own = said.filter(row => keyOf(row) !== null);
    return own.length > 0 ? own : gather(parts, keyOf);
  });
}

/** A share of more than everybody would be no share: the imbalance is told elsewhere. */
const shareOf = (part: number, all: number | null) =>
  all === null || part > all ? null : percentOf(part, all);
