import { dockerFlows } from '../../../lib/core/intent/docker-flows';
import { readInputs } from '../../../lib/formats/input';

/** What becomes of the health check of a service that asks port 8000 of itself. */
function checked(service: string, more = ''): string {
  const health = `healthcheck: {test: "curl -f http://localhost:8000/health"}`;
  const text = `services:\n  api: {image: shop/api, ${health}, ${service}}\n${more}`;
  const [host] = readInputs([{ name: 'compose.yaml', text }])[0]!.reading.dockerHosts;
  const flow = dockerFlows(host!).find(({ dial }) => dial.source === 'health check');
  if (flow?.verdict.kind !== 'blocked') return flow?.verdict.kind ?? 'not asked';
  return flow.verdict.reason === 'port-not-listened-on'
    ? `blocked, listens on ${flow.verdict.listens.join(', ')}`
    : flow.verdict.reason;
}

describe('the health check of a container', () => {
  test('fails on another port of web servers than the one that is declared', () => {
    expect(checked('expose: [3000]')).toBe('blocked, listens on 3000');
    expect(checked('ports: ["8000:3000"]')).toBe('blocked, listens on 3000');
    expect(checked('expose: [3000], environment: {PORT: "3000"}')).toBe('blocked, listens on 3000');
    expect(checked('command: [uvicorn, app, --host, 0.0.0.0, --port, "8080"]')).toBe('blocked, listens on 8080');
  });

  test('arrives on the port that is declared', () => {
    expect(checked('expose: [8000]')).toBe('reachable');
  });

  test('may pass where something else mentions the port, or nothing is declared', () => {
    expect(checked('expose: [3000], environment: {ADMIN_PORT: "8000"}')).toBe('unknown');
    expect(checked('expose: [3000], command: [serve, --metrics=:8000]')).toBe('unknown');
    expect(checked('expose: [9229]')).toBe('unknown');
    expect(checked('environment: {A: b}')).toBe('unknown');
  });

  test('fails on any other port than the one that PORT says and the container declares', () => {
    expect(checked('expose: [9999], environment: {PORT: "9999"}')).toBe('blocked, listens on 9999');
    expect(checked('environment: {PORT: "9999"}')).toBe('unknown');
  });

  test('fails on the port that the container has on the host alone', () => {
    expect(checked('ports: ["8000:7070"]')).toBe('blocked, listens on 7070');
    expect(checked('ports: ["8000:7070"], command: [serve, --health=:8000]')).toBe('unknown');
  });

  test('may pass in a stack that another container shares, and in that of the host', () => {
    const side = '  side: {image: shop/side, network_mode: "service:api", environment: {PORT: "8000"}}\n';
    expect(checked('expose: [3000]', side)).toBe('unknown');
    expect(checked('expose: [3000], network_mode: host')).toBe('unknown');
  });
});
