/** Where a task definition says that it can run. */
export type LaunchType = 'EC2' | 'FARGATE' | 'EXTERNAL' | 'MANAGED_INSTANCES';

export type OperatingSystem = 'linux' | 'windows';
