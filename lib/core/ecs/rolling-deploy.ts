/** What a rolling deployment has to work with. */
export interface RollingDeploy {
  /** Tasks that the service is to run. */
  readonly desired: number;
  /** Of the desired tasks, how many have to stay up; 0 to 100. */
  readonly minimumHealthyPercent: number;
  /** Of the desired tasks, how many may run at once, old and new; 100 or more. */
  readonly maximumPercent: number;
  /**
   * Instances that can each take one task of the service, as with fixed host ports.
   * @default - no limit: the number of tasks is limited by nothing that is known
   */
  readonly instances?: number;
}

/** Whether a rolling deployment can finish, and what it can do first. */
export interface RollingDeployVerdict {
  /** Whether a deployment can replace every task. */
  readonly possible: boolean;
  /** Tasks that have to stay up. */
  readonly lowest: number;
  /** Tasks that may run at once. */
  readonly highest: number;
  /** Whether an old task may stop before a new one is up. */
  readonly stopsFirst: boolean;
  /** Whether a new task may start while all old ones are up. */
  readonly startsFirst: boolean;
}

/**
 * Whether a rolling deployment can replace the tasks of a service.
 *
 * It makes a step by stopping an old task, as long as enough stay up, or by starting a new one, as long as there is room.
 * If it can do neither, it waits for ever.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html
 */
export function canRoll(deploy: RollingDeploy): RollingDeployVerdict {
  const { desired, minimumHealthyPercent, maximumPercent, instances = Infinity } = deploy;
  const lowest = Math.ceil((desired * minimumHealthyPercent) / 100);
  const highest = Math.floor((desired * maximumPercent) / 100);
  const stopsFirst = desired > lowest;
  const startsFirst = Math.min(highest, instances) > desired;
  return { possible: desired === 0 || stopsFirst || startsFirst, lowest, highest, stopsFirst, startsFirst };
}

/** Percentages of a service that gives none: those of the API. */
export const DEFAULT_PERCENT = {
  REPLICA: { minimumHealthyPercent: 100, maximumPercent: 200 },
  DAEMON: { minimumHealthyPercent: 0, maximumPercent: 100 },
} as const;
