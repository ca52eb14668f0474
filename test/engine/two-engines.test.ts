import type Docker from 'dockerode';
import { appendFileSync } from 'node:fs';
import { askTwoHosts, type TwoHostFile, type TwoHostVector } from '../vectors/two-host';
import { sampleTwoHosts } from '../vectors/two-host-random';
import { type Generation, GENERATIONS, PrivateEngine } from './private-engine';
import { TwoEngines } from './two-engines';

/** `PORTWRIGHT_TWO_HOSTS_TOPOLOGIES` per engine; `PORTWRIGHT_TWO_HOSTS_SEED` repeats a run. */
const TOPOLOGIES = Number(process.env['PORTWRIGHT_TWO_HOSTS_TOPOLOGIES'] ?? 1);
const SEED = Number(process.env['PORTWRIGHT_TWO_HOSTS_SEED'] ?? 2026);
/** A file that keeps every vector with its answers as a line of JSON, with the engine that gave them. */
const ANSWERS = process.env['PORTWRIGHT_TWO_HOSTS_ANSWERS'];
const ENGINES = (process.env['PORTWRIGHT_TWO_HOSTS_ENGINES']?.split(',') ?? GENERATIONS) as readonly Generation[];
/** How often is asked again what the model says otherwise: names and neighbours take a while from host to host. */
const PATIENCE = 3;

describe.each(ENGINES)('two engines %s, joined in a swarm', (generation) => {
  const found = PrivateEngine.available(generation);
  if (!found.available) {
    console.log(`not run: ${found.reason}`);
    test.skip(`are not asked here: ${found.reason}`, () => undefined);
    return;
  }

  let two: TwoEngines;
  beforeAll(async () => {
    two = await TwoEngines.start(generation);
  });
  afterAll(() => two.stop());

  test(
    'answer random topologies as the model says',
    async () => {
      const tally = { topologies: 0, questions: 0, agree: 0 };
      const unknown: string[] = [];
      const disagree: string[] = [];
      for (const vector of sampleTwoHosts(SEED, TOPOLOGIES)) {
        const answered = await observe(two, vector, generation);
        if (ANSWERS !== undefined) appendFileSync(ANSWERS, `${JSON.stringify({ generation, ...answered })}\n`);
        const asked = askTwoHosts(answered, generation);
        tally.topologies++;
        tally.questions += asked.questions;
        tally.agree += asked.agree;
        unknown.push(...asked.unknown);
        disagree.push(...asked.disagree, ...asked.unread);
        if (asked.disagree.length > 0) console.log(JSON.stringify(answered));
      }
      const { topologies, questions, agree } = tally;
      console.log(
        [
          `two engines ${generation}: ${topologies} topologies, ${questions} questions, ${agree} agree, ` +
            `${unknown.length} unknown, ${disagree.length} disagree, seed ${SEED}`,
          ...unknown.map((line) => `  unknown ${line}`),
          ...disagree,
        ].join('\n'),
      );
      expect(disagree).toEqual([]);
      expect(topologies).toBe(TOPOLOGIES);
    },
    60_000 * TOPOLOGIES + 300_000,
  );

  test('refuse, or leave without a node, what the rules about a swarm find', async () => {
    const ports = (PublishMode: 'ingress' | 'host'): Docker.EndpointSpec => ({
      Ports: [{ Protocol: 'tcp', TargetPort: 80, PublishedPort: 8080, PublishMode }],
    });
    const service = (
      Name: string,
      more: object = {},
      task: object = {},
    ): Docker.CreateServiceOptions & { Name: string } => ({
      Name,
      TaskTemplate: { ContainerSpec: { Image: 'busybox:latest', Command: ['sleep', '100000'] }, ...task },
      EndpointSpec: { Mode: 'dnsrr' },
      ...more,
    });
    const said: Record<string, string> = {};
    try {
      // the first holder of a port needs no task
      const none = { Mode: { Replicated: { Replicas: 0 } } };
      said['held'] = await two.verdictOn(service('web', { ...none, EndpointSpec: ports('ingress') }));
      said['ingress-port-taken'] = await two.verdictOn(service('api', { ...none, EndpointSpec: ports('ingress') }));
      said['ingress-port-without-address'] = await two.verdictOn(
        service('dns', { EndpointSpec: { ...ports('ingress'), Mode: 'dnsrr' } }),
      );
      said['service-without-node'] = await two.verdictOn(
        service('ssd', {}, { Placement: { Constraints: ['node.labels.disk == ssd'] } }),
      );
      said['service-network-unusable'] = await two.verdictOn(
        service('lost', {}, { Networks: [{ Target: 'nowhere' }] }),
      );
      said['host-port-for-more-tasks-than-nodes'] = await two.verdictOn(
        service('many', {
          Mode: { Replicated: { Replicas: 3 } },
          EndpointSpec: {
            Mode: 'dnsrr',
            Ports: [{ Protocol: 'tcp', TargetPort: 80, PublishedPort: 8090, PublishMode: 'host' }],
          },
        }),
      );
    } finally {
      await two.clear();
    }
    expect(said).toEqual({
      held: 'runs',
      'ingress-port-taken': expect.stringMatching(/port '8080' is already in use by service 'web'/) as unknown,
      'ingress-port-without-address': expect.stringMatching(/ingress.*dnsrr/) as unknown,
      'service-without-node': 'no suitable node (scheduling constraints not satisfied on 2 nodes)',
      'service-network-unusable': expect.stringMatching(/network nowhere not found/) as unknown,
      'host-port-for-more-tasks-than-nodes': 'no suitable node (host-mode port already in use on 2 nodes)',
    });
  });
});

/** A vector with the answers of two engines; what the model says otherwise is asked again. */
async function observe(two: TwoEngines, vector: TwoHostVector, generation: Generation): Promise<TwoHostFile> {
  const file = (queries: TwoHostVector['queries']): TwoHostFile => ({
    kind: 'two hosts',
    hosts: two.hosts,
    vectors: [{ ...vector, queries }],
  });
  try {
    await two.build(vector);
    let answered = await two.ask(vector.queries);
    for (let tries = 0; tries < PATIENCE; tries++) {
      if (askTwoHosts(file(answered), generation).disagree.length === 0) break;
      answered = await two.ask(vector.queries);
    }
    return file(answered);
  } finally {
    await two.clear();
  }
}
