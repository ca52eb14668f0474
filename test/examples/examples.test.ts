import { Template } from 'aws-cdk-lib/assertions';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { explainVerdict } from '../../lib/core/engine/flow/verdict';
import { verdict } from './docker';
import { stack } from './ecs';

const README = readFileSync(resolve(__dirname, '../../README.md'), 'utf8');

describe('the examples of the README', () => {
  test.each(['ecs', 'docker', 'matchers'])('%s is shown as it is compiled and run here', (name) => {
    const source = readFileSync(join(__dirname, `${name}.ts`), 'utf8').replace(/\nexport \{[^}]*\};\n$/, '');
    expect(README).toContain(`\`\`\`ts\n${source.trimEnd()}\n\`\`\``);
  });

  test('the load balancer may dial exactly the dynamic ports of the instances', () => {
    Template.fromStack(stack).hasResourceProperties('AWS::EC2::SecurityGroupIngress', {
      IpProtocol: 'tcp',
      FromPort: 20000,
      ToPort: 32767,
    });
  });

  test('the verdict reads as the README prints it', () => {
    expect(README).toContain(`\`\`\`\n${explainVerdict(verdict)}\n\`\`\``);
  });
});

// the third example is a test itself
import './matchers';
