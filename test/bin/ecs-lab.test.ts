import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ecsLab, ecsLabText } from '../../bin/ecs-lab';

const folder = mkdtempSync(join(tmpdir(), 'portwright-lab-'));
const lab = ecsLab(folder);
const { template } = lab.assembly.getStackByName('EcsLab') as unknown as { template: Record<string, unknown> };

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Hashes of logical ids, assets and versions change with CDK, not with us. */
function masked(text: string): string {
  return text
    .replace(/\b[0-9a-f]{64}\b/g, 'HASH')
    .replace(/([A-Za-z])[0-9A-F]{8}(?=[A-Z0-9"]|\b)/g, '$1')
    .replace(/"v2:deflate64:[^"]*"/g, '"ANALYTICS"');
}

describe('the ECS lab', () => {
  test('synthesizes to the template that was reviewed', () => {
    const { Resources, Outputs, Parameters } = template;
    const json = masked(JSON.stringify({ Resources, Outputs, Parameters }, null, 1));
    expect(json).toMatchSnapshot();
  });

  test('tells people modes, ports, openings and findings', () => {
    const text = ecsLabText(lab);
    expect(text).toContain('EcsLab/BridgeStatic: network mode bridge');
    expect(text).toContain('nginx 80/tcp, on the instance: 8080');
    expect(text).toContain('lets in tcp 20000-32767 from EcsLab/LoadBalancer/SecurityGroup');
    expect(text).toMatch(/Findings\nnone$/);
  });

  test('prints the command that runs each task', () => {
    const outputs = template['Outputs'] as Record<string, { Value: unknown }>;
    const commands = Object.entries(outputs)
      .filter(([id]) => id.startsWith('Run'))
      .map(([id, { Value }]) => [id, text(Value)]);
    expect(Object.fromEntries(commands)).toMatchInlineSnapshot(`
     {
       "RunAwsvpc": "aws ecs run-task --region <AWS::Region> --cluster <Cluster> --task-definition <Awsvpc> --launch-type EC2 --enable-execute-command --network-configuration 'awsvpcConfiguration={subnets=[<VpcPrivateSubnet1Subnet>,<VpcPrivateSubnet2Subnet>],securityGroups=[<InstancesSecurityGroup.GroupId>]}'",
       "RunBridgeDynamic": "aws ecs run-task --region <AWS::Region> --cluster <Cluster> --task-definition <BridgeDynamic> --launch-type EC2 --enable-execute-command",
       "RunBridgeStatic": "aws ecs run-task --region <AWS::Region> --cluster <Cluster> --task-definition <BridgeStatic> --launch-type EC2 --enable-execute-command",
       "RunHost": "aws ecs run-task --region <AWS::Region> --cluster <Cluster> --task-definition <Host> --launch-type EC2 --enable-execute-command",
       "RunNone": "aws ecs run-task --region <AWS::Region> --cluster <Cluster> --task-definition <None> --launch-type EC2",
     }
    `);
  });
});

/** A value of a template with names in place of references. */
function text(value: unknown): string {
  if (typeof value === 'string') return value;
  const [call, argument] = Object.entries(value as Record<string, unknown>)[0]!;
  if (call !== 'Fn::Join') return `<${masked(Array.isArray(argument) ? argument.join('.') : String(argument))}>`;
  const [separator, parts] = argument as [string, unknown[]];
  return parts.map(text).join(separator);
}
