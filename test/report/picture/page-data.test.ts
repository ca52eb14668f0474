import fc from 'fast-check';
import { printableLines } from '../../../lib/report/style';
import { type Drawing } from '../../../lib/report/picture/draw';
import { pageData, type PageData } from '../../../lib/report/picture/page-data';
import { draws } from '../../thoroughness';
import { drawingIn, SHOP, STACK } from './samples';

/** What a page says about each answer: ends and state, then its lines with the names put back, as its script does it. */
function told({ nodes, answers, outcomes, texts }: PageData): string[] {
  return answers.flatMap((row, from) =>
    Array.from({ length: row.length / 3 }, (_none, index) => {
      const [to = 0, what = 0, outcome = 0] = row.slice(3 * index);
      const asked = texts[what]!;
      const names = [[], nodes[from]!.names, nodes[to]!.names, [asked, asked.split('/')[0]!]];
      const [state, ...lines] = outcomes[outcome]!;
      const shown = lines.map((line) =>
        texts[line]!.replace(
          /(\p{Cc})(.)/gu,
          (_mark, end: string, name: string) => names[end.charCodeAt(0)]![name.charCodeAt(0) - 0xe000]!,
        ),
      );
      return [from, to, state, ...shown].join('\n');
    }),
  );
}

/** The same as it was answered, of those who are drawn. */
function answered({ picture, answers }: Drawing): string[] {
  const numberOf = new Map(picture.nodes.map(({ id }, index) => [id, index]));
  const drawn = [...answers()].filter(({ from, to }) => numberOf.has(from) && numberOf.has(to));
  return drawn.map(({ from, to, state, lines }) =>
    [
      numberOf.get(from),
      numberOf.get(to),
      ['open', 'blocked', 'unknown'].indexOf(state),
      printableLines(lines.join('\n')),
    ].join('\n'),
  );
}

test('a page says about every answer what was answered', () => {
  for (const drawing of [drawingIn('compose.json', SHOP), drawingIn('template.json', STACK)])
    expect(told(pageData(drawing)).sort()).toEqual(answered(drawing).sort());
});

test('a page says what was answered, whatever containers and networks are called', () => {
  const name = fc.oneof(
    fc.constantFrom('container', 'dials', 'fix', '80', '80/tcp', 'a.b', 'a', 'a-b', '$&', '\ue000', 'both', 'is'),
    fc.string({ minLength: 1, maxLength: 4, unit: 'grapheme' }),
  );
  fc.assert(
    fc.property(fc.uniqueArray(name, { minLength: 2, maxLength: 5 }), name, (names, network) => {
      const resource = {
        docker_network: { net: { name: network } },
        docker_container: Object.fromEntries(
          names.map((one, index) => [
            `c${index}`,
            {
              ...{ name: one, image: 'x', ports: [{ internal: 80, external: 8000 + index }] },
              networks_advanced: index % 2 === 0 ? [{ name: network }] : [{ name: 'other' }],
            },
          ]),
        ),
      };
      const drawing = drawingIn('main.tf.json', { resource });
      expect(told(pageData(drawing)).sort()).toEqual(answered(drawing).sort());
    }),
    { numRuns: draws(40) },
  );
});

test('what differs by names only is one outcome, for sixty containers on networks of their own too', () => {
  const numbers = Array.from({ length: 60 }, (_none, index) => index);
  const services = Object.fromEntries(
    numbers.map((one) => [`service${one}`, { image: 'x', expose: [`${3000 + one}`], networks: [`net${one}`] }]),
  );
  const networks = Object.fromEntries(numbers.map((one) => [`net${one}`, {}]));
  const { outcomes } = pageData(drawingIn('compose.json', { services, networks }));
  expect(outcomes.length).toBeLessThan(5);
});

test('sixty services with a security group each have few outcomes', () => {
  const numbers = Array.from({ length: 60 }, (_none, index) => index);
  const Resources = Object.fromEntries<object>([
    ['Cluster', { Type: 'AWS::ECS::Cluster' }],
    ...numbers.flatMap((one): [string, object][] => [
      [
        `Group${one}`,
        {
          Type: 'AWS::EC2::SecurityGroup',
          Properties: {
            ...{ GroupDescription: 'x', VpcId: 'vpc-1' },
            SecurityGroupIngress: [
              {
                ...{ IpProtocol: 'tcp', FromPort: 8000 + one, ToPort: 8000 + one },
                SourceSecurityGroupId: { 'Fn::GetAtt': [`Group${(one + 1) % 60}`, 'GroupId'] },
              },
            ],
          },
        },
      ],
      [
        `Task${one}`,
        {
          Type: 'AWS::ECS::TaskDefinition',
          Properties: {
            ...{ NetworkMode: 'awsvpc', RequiresCompatibilities: ['FARGATE'], Cpu: '256', Memory: '512' },
            ContainerDefinitions: [{ Name: 'main', Image: 'x', PortMappings: [{ ContainerPort: 8000 + one }] }],
          },
        },
      ],
      [
        `Service${one}`,
        {
          Type: 'AWS::ECS::Service',
          Properties: {
            ...{ Cluster: { Ref: 'Cluster' }, TaskDefinition: { Ref: `Task${one}` }, LaunchType: 'FARGATE' },
            NetworkConfiguration: {
              AwsvpcConfiguration: {
                Subnets: ['subnet-1'],
                SecurityGroups: [{ 'Fn::GetAtt': [`Group${one}`, 'GroupId'] }],
              },
            },
          },
        },
      ],
    ]),
  ]);
  const { outcomes, answers } = pageData(drawingIn('template.json', { Resources }));
  expect(answers.flat().length / 3).toBe(60 * 59);
  expect(outcomes.length).toBeLessThan(5);
});
