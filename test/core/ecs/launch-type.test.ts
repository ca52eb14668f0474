import { LAUNCH_TYPES, launchTypeNamed, launchTypeOfProvider } from '../../../lib/core/ecs/launch-type';
import { NETWORK_MODES } from '../../../lib/core/ecs/network-mode';

test('a network mode has the launch types that have it, and every launch type has a mode', () => {
  for (const { name, networkModes } of LAUNCH_TYPES) {
    expect(NETWORK_MODES.filter(({ launchTypes }) => launchTypes.includes(name)).map((mode) => mode.name)).toEqual(
      NETWORK_MODES.map((mode) => mode.name).filter((mode) => networkModes.includes(mode)),
    );
    expect(networkModes.length).toBeGreaterThan(0);
  }
});

test('no launch type and no predefined capacity provider is there twice', () => {
  const names = LAUNCH_TYPES.map(({ name }) => name);
  const providers = LAUNCH_TYPES.flatMap(({ capacityProviders }) => capacityProviders);
  expect(new Set(names).size).toBe(names.length);
  expect(new Set(providers).size).toBe(providers.length);
});

test('FARGATE_SPOT is Fargate, and a capacity provider that somebody made is of no launch type', () => {
  expect(launchTypeOfProvider('FARGATE_SPOT')).toBe(launchTypeNamed('FARGATE'));
  expect(launchTypeOfProvider('my-instances')).toBeUndefined();
});
