import { portsByCommand } from '../../../lib/core/engine/definition/server-command';
import { UNSAID } from '../../../lib/core/values/program';
import { dockerFlows } from '../../../lib/core/intent/docker-flows';
import { readInputs } from '../../../lib/formats/input';

const ports = (...words: string[]): readonly number[] | undefined =>
  portsByCommand('shop/app', { ...UNSAID, command: { items: words, complete: true } });

describe('the ports that a command says', () => {
  test.each([
    ['uvicorn main:app --host 0.0.0.0 --port 9000', [9000]],
    ['gunicorn -b :5000 --bind=0.0.0.0:5001 app:app', [5000, 5001]],
    ['python manage.py migrate', undefined],
    ['poetry run flask run -p 5001', [5001]],
    ['php -S 0.0.0.0:8080', [8080]],
    // left out, of a file, of a socket, or none at all
    ['uvicorn main:app', undefined],
    ['gunicorn -c conf.py -b :5000 app:app', undefined],
    ['gunicorn -b unix:/run/app.sock app:app', undefined],
    ['uvicorn main:app --port 0', undefined],
    ['node server.js --port 9000', undefined],
  ])('%s', (line, expected) => {
    expect(ports(...line.split(' '))).toEqual(expected);
  });

  test('are those of the server that a shell runs last, and not known where several run', () => {
    const shell = (line: string): readonly number[] | undefined => ports('sh', '-c', line);
    expect(shell('alembic upgrade head && uvicorn main:app --port 9000')).toEqual([9000]);
    expect(shell('uvicorn a:app --port 9000 & uvicorn b:app --port 9001')).toBeUndefined();
    expect(shell('uvicorn a:app --port 9000 & wait; uvicorn b:app --port 9001')).toBeUndefined();
  });
});

test('what is dialled beside the port of a command is said to arrive nowhere, and nothing is said of what a command leaves out', () => {
  const verdict = (command: string): string => {
    const text = `services: {web: {image: shop, environment: {API_URL: "http://api:8080"}}, api: {image: api, command: ${command}}}\n`;
    const [host] = readInputs([{ name: 'compose.yaml', text }])[0]!.reading.dockerHosts;
    return dockerFlows(host!)
      .map((flow) => (flow.verdict.kind === 'blocked' ? flow.verdict.reason : flow.verdict.kind))
      .join();
  };
  expect(verdict('uvicorn main:app --host 0.0.0.0 --port 8080')).toBe('reachable');
  expect(verdict('uvicorn main:app --host 0.0.0.0 --port 9000')).toBe('port-not-listened-on');
  expect(verdict('npm start')).toBe('reachable');
});
