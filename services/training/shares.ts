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
  /** Of all who attended, in whole percent; null where that is not known. */
  percent: number | null;
}

export interface SectorShare {
  sector: string;
  /** Those of the sector's agencies, and those given for the sector alone. */
  attended: number;
  percent: number | null;
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
  const counted = totals(
    gather(sources, ({ agencyId }) => agencyId !== null),
    ({ agencyId }) => agencyId,
  );
  const shares = [...counted].map(([agencyId, number]) => ({
    agencyId,
    name: agencies.find(agency => agency.id === agencyId)?.name ?? '',
    attended: number,
    percent: shareOf(number, attended),
  }));
  return {
    shares: shares.sort((one, other) => one.name.localeCompare(other.name, 'en')),
    notBrokenDown: remainder(attended, sumKnown([...counted.values()])),
  };
}

/** An agency's people count in its sector too; those of an agency without one stay not broken down. */
export function sectorShares(
  sources: readonly AttendanceSource[],
  agencies: readonly AgencyLine[],
  attended: number | null,
): Shares<SectorShare> {
  const sectorOf = ({ agencyId, sector }: Attendance) =>
    sector ?? agencies.find(agency => agency.id === agencyId)?.sector ?? null;
  const counted = totals(
    gather(sources, row => sectorOf(row) !== null),
    sectorOf,
  );
  const shares = [...counted].map(([sector, number]) => ({
    sector,
    attended: number,
    percent: shareOf(number, attended),
  }));
  return {
    shares: shares.sort((one, other) => one.sector.localeCompare(other.sector, 'en')),
    notBrokenDown: remainder(attended, sumKnown([...counted.values()])),
  };
}

function gather(sources: readonly AttendanceSource[], isWanted: (row: Attendance) => boolean): Attendance[] {
  return sources.flatMap(({ said, parts }) => {
    const own = said.filter(isWanted);
    return own.length > 0 ? own : gather(parts, isWanted);
  });
}

function totals(rows: readonly Attendance[], keyOf: (row: Attendance) => string | null): Map<string, number> {
  const counted = new Map<string, number>();
  for (const row of rows) {
    const key = keyOf(row);
    if (key !== null) counted.set(key, (counted.get(key) ?? 0) + row.attended);
  }
  return counted;
}

/** A share of more than everybody would be no share: the imbalance is told elsewhere. */
const shareOf = (part: number, all: number | null) =>
  all === null || part > all ? null : percentOf(part, all);
