import { LAUNCH_TYPES } from '../../../lib/core/ecs/launch-type';
import { findingsOf, readCloudFormation } from '../../../lib/formats';
import { container, taskTemplate } from './pairs/template';

const cases = LAUNCH_TYPES.flatMap(({ name, networkModes }) =>
  (['none', 'bridge', 'host', 'awsvpc'] as const).map((mode) => ({ name, mode, works: networkModes.includes(mode) })),
);

test.each(cases)(
  'a task for $name in mode $mode is an error unless the launch type has it',
  ({ name, mode, works }) => {
    const properties = { RequiresCompatibilities: [name], Cpu: '256', Memory: '512' };
    const findings = findingsOf(readCloudFormation({ body: taskTemplate(mode, [container()], properties) }));
    const ofMode = findings.filter(({ at, severity }) => severity === 'error' && at.pointer?.endsWith('networkMode'));
    expect(ofMode.length > 0).toBe(!works);
  },
);
