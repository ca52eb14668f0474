import { execFile, execFileSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

export interface RunResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end; an exit code is an answer, not an exception. */
export function runToEnd(
  command: string,
  args: readonly string[],
  options: { readonly cwd?: string; readonly env?: NodeJS.ProcessEnv } = {},
): Promise<RunResult> {
  return new Promise((resolve) => {
    execFile(command, [...args], { ...options, maxBuffer: 64 << 20 }, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : 127;
      resolve({ code, stdout, stderr: code === 127 && stderr === '' ? (error?.message ?? '') : stderr });
    });
  });
}

/** Runs a program that must succeed and gives what it printed. */
export async function run(command: string, ...args: readonly string[]): Promise<string> {
  const result = await runToEnd(command, args);
  if (result.code === 0) return result.stdout;
  throw new Error(
    `${command} ${args.join(' ')} ended with ${result.code}: ${result.stderr.trim() || result.stdout.trim()}`,
  );
}

/** The program as a binary tar of a folder. */
export function tarOf(folder: string): Buffer {
  return execFileSync('tar', ['-C', folder, '-c', '.'], { maxBuffer: 256 << 20 });
}

/** The full path of a program, looked for in the folders first and then in PATH. */
export function findProgram(name: string, folders: readonly string[] = []): string | undefined {
  for (const folder of [...folders, ...(process.env['PATH'] ?? '').split(delimiter)]) {
    const path = join(folder, name);
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {
      continue;
    }
  }
  return undefined;
}
