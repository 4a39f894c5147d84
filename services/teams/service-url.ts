/** The address of Teams' service for a tenant, as the newest activity tells it. */
import { personalChats, teams } from '../store/entities/teams.ts';
import type { Unit } from '../store/unit-of-work.ts';

interface At {
  serviceUrl: string;
}

/** Microsoft moves a tenant with all that is in it: whatever was at the old address is at the new one. */
export async function moveTenant(unit: Unit, tenantId: string, before: At, after: At): Promise<void> {
  const { serviceUrl } = after;
  if (before.serviceUrl === serviceUrl) return;
  const moved = { tenantId, serviceUrl: before.serviceUrl };
  await unit.rows(teams).update(moved, { serviceUrl });
  await unit.rows(personalChats).update(moved, { serviceUrl });
}
