import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import { delimiter, join } from 'node:path';
import { existsSync } from 'node:fs';

/** A program of the test environment: named by a variable, or found on the PATH. */
export function findProgram(name: string, variable: string): string | undefined {
  const given = process.env[variable];
  if (given !== undefined) return given;
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
}

/** The program of the emulator; undefined, and said, where there is none, so that what needs it is skipped. */
export function emulatorProgram(): string | undefined {
  const program = findProgram('moto_server', 'PORTWRIGHT_MOTO_SERVER');
  if (program === undefined) {
    console.info(
      'skipped: no moto_server on the PATH or in PORTWRIGHT_MOTO_SERVER; .ci/install-aws.sh installs one (needs Python 3)',
    );
  }
  return program;
}

const ACCOUNT = '123456789012';
const REGION = 'us-east-1';

/** An AWS-API emulator on a free port of this machine. */
export class Emulator {
  static async start(program: string): Promise<Emulator> {
    const port = await freePort();
    const child = spawn(program, ['-H', '127.0.0.1', '-p', String(port)], { stdio: 'ignore' });
    const emulator = new Emulator(program, child, `http://localhost:${port}`);
    for (let tries = 0; tries < 150; tries++) {
      if (await emulator.isUp()) return emulator;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    emulator.stop();
    throw new Error(`${program} did not answer on port ${port} within 30 seconds`);
  }

  private constructor(
    /** The program that serves it. */
    readonly program: string,
    private readonly child: ChildProcess,
    readonly url: string,
  ) {}

  stop(): void {
    this.child.kill();
  }

  /** Takes away all that was made in it. */
  async reset(): Promise<void> {
    await fetch(`${this.url}/moto-api/reset`, { method: 'POST' });
  }

  /** The environment in which AWS tools talk to the emulator. */
  get environment(): NodeJS.ProcessEnv {
    return {
      ...process.env,
      AWS_ENDPOINT_URL: this.url,
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_REGION: REGION,
      AWS_DEFAULT_REGION: REGION,
      CDK_DEFAULT_ACCOUNT: ACCOUNT,
      CDK_DEFAULT_REGION: REGION,
      AWS_EC2_METADATA_DISABLED: 'true',
    };
  }

  get environmentName(): string {
    return `aws://${ACCOUNT}/${REGION}`;
  }

  /** Runs the pinned CDK command line; gives what it printed, or fails with it. */
  cdk(...args: string[]): string {
    const cli = require.resolve('aws-cdk/bin/cdk');
    const result = spawnSync(process.execPath, [cli, ...args], { env: this.environment, encoding: 'utf8' });
    if (result.status !== 0) throw new Error(`cdk ${args.join(' ')} failed:\n${result.stdout}${result.stderr}`);
    return result.stdout + result.stderr;
  }

  /** Asks ECS, in the JSON protocol that its API speaks. */
  async ecs(operation: string, input: object): Promise<Record<string, unknown>> {
    const response = await fetch(this.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': `AmazonEC2ContainerServiceV20141113.${operation}`,
        authorization: `AWS4-HMAC-SHA256 Credential=test/20260101/${REGION}/ecs/aws4_request, SignedHeaders=host, Signature=0`,
      },
      body: JSON.stringify(input),
    });
    if (!response.ok) throw new Error(`${operation} answered ${response.status}: ${await response.text()}`);
    return (await response.json()) as Record<string, unknown>;
  }

  private async isUp(): Promise<boolean> {
    try {
      return (await fetch(`${this.url}/moto-api/`)).ok;
    } catch {
      return false;
    }
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        if (address !== null && typeof address === 'object') resolve(address.port);
        else reject(new Error('no port was given'));
      });
    });
  });
}
