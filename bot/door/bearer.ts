/** A password of the settings in an `Authorization` header. */
import { createHash, timingSafeEqual } from 'node:crypto';

/** True where the header holds this token; how long it takes says nothing of how much of it was right. */
export function isBearer(authorization: string | null, token: string): boolean {
  const given = /^Bearer (\S+)$/.exec(authorization ?? '')?.[1];
  return given !== undefined && timingSafeEqual(digest(given), digest(token));
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
