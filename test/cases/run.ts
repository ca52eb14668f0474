import { differences, unwritten } from './case';
import { tablesIn } from './tables';

/** `npm run cases`: says of each file whether what is found in it is what has to be found. */
function main(): number {
  let [files, right] = [0, 0];
  for (const { folder, cases } of tablesIn('test/cases')) {
    for (const file of unwritten(folder, cases)) {
      files++;
      console.log(`${file}: nothing is written down`);
    }
    // a file stands in several rows where it is looked at alone and with others
    const wrong = new Set<string>();
    const all = new Set(cases.flatMap((one) => one.files));
    for (const one of cases) {
      const different = differences(folder, one);
      if (different.length === 0) continue;
      for (const file of one.files) wrong.add(file);
      console.log(`${one.files.join(' + ')}: ${different.join('; ')}`);
    }
    files += all.size;
    right += all.size - wrong.size;
  }
  console.log(`${files} files, ${right} as wanted`);
  return files === right ? 0 : 1;
}

process.exitCode = main();
