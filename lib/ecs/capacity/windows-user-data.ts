import { UserData } from 'aws-cdk-lib/aws-ec2';

/**
 * What a Windows instance boots, with the agent started the way that tasks need it.
 *
 * CDK starts the agent with the cluster's name alone. Without these switches an instance has neither the attribute that tasks
 * with their own interface ask for, nor the one for task roles.
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
