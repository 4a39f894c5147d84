/** A group's name with a period behind it: "QAS 2026-27 Q2", "Training Hub 2026-10". */
export function readGroupAndPeriod(words: string): { group: string; period: string } | null {
  const match = /^(.+?)\s+(\d{4}(?:[-–/]\d{2,4})?(?:\s*[HhQq][1-4])?)$/.exec(words.trim());
  return match ? { group: match[1] ?? '', period: match[2] ?? '' } : null;
}
