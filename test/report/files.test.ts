import { readInputs, findingsOf } from '../../lib/formats';
import { reportOf } from '../../lib/report';
import { triage } from '../../lib/core/values/finding';

const NESTED = `Resources:
  Gate:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: gate
      SecurityGroupIngress:
        - { IpProtocol: tcp, FromPort: 80, ToPort: 80, CidrIp: 10.0.0.0 }
`;

const OUTER = `Resources:
  Inner:
    Type: AWS::CloudFormation::Stack
    Properties:
      TemplateURL: inner.yaml
`;

test('a finding stands below the file that it is in, also where another one was given', () => {
  const [input] = readInputs([{ name: 'outer.yaml', text: OUTER }], {
    load: (file) => (file === 'inner.yaml' ? NESTED : undefined),
  });
  const { reading, type, files, locate } = input!;
  const report = reportOf([{ type, files, triage: triage(findingsOf(reading), []), unknown: reading.unknown, locate }]);
  expect(report.inputs.map(({ file, findings }) => [file, findings.map(({ rule }) => rule)])).toEqual([
    ['outer.yaml', []],
    ['inner.yaml', ['security-group-block-malformed']],
  ]);
});
