/** Props of the task definitions of this library in addition to those of CDK. */
export interface TaskSizeOptions {
  /**
   * CPU units for the whole task, 1024 a core, such as '256'.
   * @default - no limit for the task; containers may have their own
   */
  readonly cpu?: string;
  /**
   * Memory for the whole task in MiB, such as '512'. Service Connect needs it.
   * @default - no limit for the task; then each container needs one
   */
  readonly memoryMiB?: string;
}

/** Whether commands may be run in the containers. */
export interface ExecuteCommandOption {
  /**
   * Whether ECS Exec may enter the containers, in services and in single tasks.
   *
   * Gives the task role the session channels, and each container on Linux an init process, but for log routers.
   * @default - false, until a service of this task is given enableExecuteCommand
   */
  readonly enableExecuteCommand?: boolean;
}
