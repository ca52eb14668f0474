import { type NetworkMode } from './network-mode';

/** How many copies may be missing and how many may be extra during a deployment. */
export interface DeploymentPercents {
  readonly minimum: number;
  readonly maximum: number;
}

/**
 * The percents of a service that says nothing about them. A copy that holds host ports leaves no room for its successor on
 * the same instance, so one is stopped first; without such ports the successor is started first.
 */
export function percentsFor(holdsHostPorts: boolean, desired: number): DeploymentPercents {
  return holdsHostPorts ? { minimum: oneLess(desired), maximum: 100 } : { minimum: 100, maximum: 200 };
}

/** The percentage that lets one of the copies stop. */
export function oneLess(desired: number): number {
  return desired < 2 ? 0 : Math.floor(((desired - 1) * 100) / desired);
}

/** Whether a copy of a task takes port numbers of its instance for itself. */
export function holdsHostPorts(
  { claimsHostPorts, hostPort: side }: NetworkMode,
  mappings: readonly { readonly hostPort?: number | undefined }[],
): boolean {
  return claimsHostPorts && mappings.some(({ hostPort = 0 }) => side === 'same' || hostPort !== 0);
}
