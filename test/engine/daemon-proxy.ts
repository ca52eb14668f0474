import { createServer, request, type Server } from 'node:http';
import { join } from 'node:path';
import { type PrivateEngine } from './private-engine';

/** Stands before the socket of an engine and writes down what is asked of it. */
export class DaemonProxy {
  static async before(engine: PrivateEngine): Promise<DaemonProxy> {
    const proxy = new DaemonProxy(engine, join(engine.folder, 'proxy.sock'));
    await new Promise<void>((resolve) => proxy.#server.listen(proxy.socketPath, resolve));
    return proxy;
  }

  /** Method and path of each request. */
  readonly asked: string[] = [];
  readonly #server: Server;

  private constructor(
    engine: PrivateEngine,
    readonly socketPath: string,
  ) {
    this.#server = createServer((question, answer) => {
      const { method = '', url = '', headers } = question;
      this.asked.push(`${method} ${url}`);
      const on = request({ socketPath: engine.socketPath, method, path: url, headers }, (response) => {
        answer.writeHead(response.statusCode ?? 500, response.headers);
        response.pipe(answer);
      });
      question.pipe(on);
    });
  }

  get url(): string {
    return `unix://${this.socketPath}`;
  }

  close(): void {
    this.#server.close();
  }
}
