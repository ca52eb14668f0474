import { UserData } from 'aws-cdk-lib/aws-ec2';

/**
 * User data of Windows instances that starts the agent with the switches that tasks need.
 *
 * CDK passes the agent nothing but the name of the cluster. Without these switches an instance lacks the attributes that tasks
 * with a network interface of their own and tasks with roles require.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/bootstrap_windows_container_instance.html
 */
export class WindowsUserData extends UserData {
  readonly #inner = UserData.forWindows();
  readonly #switches: string;

  constructor(blocksInstanceMetadata: boolean) {
    super();
    this.#switches = `-EnableTaskIAMRole -EnableTaskENI${blocksInstanceMetadata ? ' -AwsvpcBlockIMDS' : ''}`;
  }

  addCommands(...commands: string[]): void {
    this.#inner.addCommands(
      ...commands.map((command) =>
        command.startsWith('Initialize-ECSAgent ') ? `${command} ${this.#switches}` : command,
      ),
    );
  }

  addOnExitCommands(...commands: string[]): void {
    this.#inner.addOnExitCommands(...commands);
  }

  render(): string {
    return this.#inner.render();
  }

  addS3DownloadCommand(params: Parameters<UserData['addS3DownloadCommand']>[0]): string {
    return this.#inner.addS3DownloadCommand(params);
  }

  addExecuteFileCommand(params: Parameters<UserData['addExecuteFileCommand']>[0]): void {
    this.#inner.addExecuteFileCommand(params);
  }

  addSignalOnExitCommand(resource: Parameters<UserData['addSignalOnExitCommand']>[0]): void {
    this.#inner.addSignalOnExitCommand(resource);
  }
}
