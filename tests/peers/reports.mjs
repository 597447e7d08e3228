// Reads reports with the tools of others: SARIF by its schema, JUnit with a parser.
// reports.mjs FILE...: files *.sarif and *.xml.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { parse } from 'junit2json';

/* The package of the schema, whose version of ajv knows its dialect. */
const inPackage = createRequire(createRequire(import.meta.url).resolve('@microsoft/jest-sarif/package.json'));
const Ajv = inPackage('ajv');
const ajv = new Ajv({ schemaId: 'auto', meta: false, unknownFormats: 'ignore', logger: false });
ajv.addMetaSchema(inPackage('ajv/lib/refs/json-schema-draft-04.json'));
const isSarif = ajv.compile(inPackage('./lib/schemas/sarif-2.1.0-rtm.5.json'));

/* What is wrong with the SARIF report; empty: nothing. */
function complaintOfSarif(text) {
    const report = JSON.parse(text);
    if (!isSarif(report)) {
        return JSON.stringify(isSarif.errors);
    }
    const [run] = report.runs;
    const wrong = run.results.filter(({ ruleId, ruleIndex }) => run.tool.driver.rules[ruleIndex].id !== ruleId);
    return wrong.length === 0 ? '' : `other rules: ${JSON.stringify(wrong[0])}`;
}

/* The same of the JUnit report. */
async function complaintOfJunit(text) {
    const { testsuite: suites } = await parse(text);
    const wrong = suites.filter(({ tests, failures, testcase: cases }) =>
        cases.length !== Number(tests) || cases.filter(({ failure }) => failure).length !== Number(failures));
    return wrong.length === 0 ? '' : `other figures: ${JSON.stringify(wrong[0]).slice(0, 1000)}`;
}

for (const path of process.argv.slice(2)) {
    const text = readFileSync(path, 'utf8');
    const complaint = path.endsWith('.sarif') ? complaintOfSarif(text) : await complaintOfJunit(text);
    if (complaint !== '') {
        console.log(`${path}: ${complaint}`);
        process.exitCode = 1;
    }
}
