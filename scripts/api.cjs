/**
 * The surface of every entry of the package, as reports in api/: `npm run api` writes them, `--check` fails where one is not what
 * the code declares. Both refuse a public name, or a public member, without a docstring.
 */
const { Extractor, ExtractorConfig } = require('@microsoft/api-extractor');
const { mkdirSync } = require('node:fs');
const { join } = require('node:path');

const root = join(__dirname, '..');
const { exports: entries } = require('../package.json');
const check = process.argv.includes('--check');
const silent = { logLevel: 'none' };

function reportOf(name, types) {
  const config = ExtractorConfig.prepare({
    configObjectFullPath: join(root, 'api-extractor.json'),
    packageJsonFullPath: join(root, 'package.json'),
    configObject: {
      projectFolder: root,
      mainEntryPointFilePath: join(root, types),
      compiler: {
        overrideTsconfig: {
          extends: './tsconfig.build.json',
          compilerOptions: { declaration: true, noEmit: true },
          include: [types],
        },
      },
      apiReport: {
        enabled: true,
        reportFileName: `${name}.api.md`,
        reportFolder: join(root, 'api'),
        reportTempFolder: join(root, 'build/api'),
      },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      newlineKind: 'lf',
      messages: {
        extractorMessageReporting: {
          default: { logLevel: 'error' },
          // everything that is exported is public, and types of one entry stand in the signatures of another
          'ae-missing-release-tag': silent,
          'ae-forgotten-export': { logLevel: 'none', addToApiReportFile: true },
          'ae-unresolved-link': silent,
        },
        // docstrings are read by people and editors, which take more than TSDoc's own tags
        tsdocMessageReporting: { default: silent },
      },
    },
  });
  return Extractor.invoke(config, { localBuild: !check, messageCallback: inOneLine });
}

/** Not the banner, and no hint at other commands. */
function inOneLine(message) {
  const stale =
    message.messageId === 'console-api-report-not-copied' || message.messageId === 'console-api-report-missing';
  if (stale) console.error(`${message.text.split('.', 1)[0]}: npm run api`);
  else if (message.category === 'Extractor' && message.logLevel === 'error')
    console.error(message.formatMessageWithLocation(root));
  else if (message.category !== 'Console') return;
  message.handled = true;
}

mkdirSync(join(root, 'api'), { recursive: true });
let failed = false;
for (const [entry, { types }] of Object.entries(entries)) {
  // the others only hook the matchers into a test runner
  if (!types?.startsWith('./dist/')) continue;
  const name = entry === '.' ? 'portwright' : entry.slice('./'.length);
  const { succeeded, apiReportChanged } = reportOf(name, types);
  console.log(`${name}: ${succeeded ? (apiReportChanged ? 'written' : 'as it was') : 'FAILED'}`);
  failed ||= !succeeded;
}
process.exitCode = failed ? 1 : 0;
