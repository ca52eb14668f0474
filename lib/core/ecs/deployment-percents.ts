import { type NetworkMode } from './network-mode';

/** How many copies may be missing and how many may be extra during a deployment. */
export interface DeploymentPercents {
  readonly minimum: number;
  readonly maximum: number;
}

/**
 * The percents of a service, where those that are given leave one out. Where a copy holds host ports it leaves no room for its
 * successor on the same instance, so one is stopped first; otherwise the successor is started first, unless no copy may be
 * added.
 * @param desired undefined: decided at deployment
 */
export function percentsFor(
  stopsFirst: boolean,
  desired: number | undefined,
  { minimum, maximum = stopsFirst ? 100 : 200 }: Partial<DeploymentPercents> = {},
): DeploymentPercents {
  if (minimum !== undefined) return { minimum, maximum };
  if (stopsFirst) return { minimum: desired === undefined ? 0 : oneLess(desired), maximum };
  return { minimum: maximum === 100 ? 0 : 100, maximum };
}

/** The percentage that lets one of the copies stop. */
function oneLess(desired: number): number {
  return desired < 2 ? 0 : Math.floor(((desired - 1) * 100) / desired);
}

/** Whether a copy of a task takes port numbers of its instance for itself. */
export function holdsHostPorts(
  { claimsHostPorts, hostPort: side }: NetworkMode,
  mappings: readonly { readonly hostPort?: number | undefined }[],
): boolean {
  return claimsHostPorts && mappings.some(({ hostPort = 0 }) => side === 'same' || hostPort !== 0);
}
