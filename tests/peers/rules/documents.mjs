// Documents that are valid by their schema, and as likely as may be to make rules differ: from few
// values, so that some are equal, and near to what the rules speak of.
import { isCelError, run } from '@bufbuild/cel';

import { JsonNumber } from './json.mjs';

const largest = 2n ** 63n - 1n;
const smallest = -(2n ** 63n);
const second = 1_000_000_000n;
const firstInstant = -62_135_596_800n * second; // of the years that CEL can hold
const lastInstant = 253_402_300_800n * second - 1n;

/* No text has a character of U+E000 to U+FFFF: the engine orders these after those beyond U+FFFF. */
const texts = ['', 'a', 'b', 'ab', 'aa', 'ba', 'abc', ' ', '\u00e9', 'e\u0301', '\u{1F600}', 'a\u{1F600}',
    '\u{1F468}\u200d\u{1F469}', '\u0000', 'a\u0000b', '\n', '\\n', "it's", 'a"b', '\u0430', '\ud7ff', '1',
    'null'];
const keys = ['a', 'b', 'ab', 'aa', 'size', 'a b', '', '\u{1F600}', 'a/b~c', 'constructor', '__proto__'];
const integers = [0n, 1n, -1n, 2n, 3n, 5n, 10n, 17n, 18n, 255n, 2n ** 31n - 1n, -(2n ** 31n),
    2n ** 53n + 1n];
const edges = [0n, 1n, 2n, 3n, 5n].flatMap((step) => [largest - step, smallest + step]);
const numbers = ['0', '-0', '0.0', '1', '1.0', '1e0', '1.5', '15e-1', '-1', '0.5', '-0.5', '0.1', '0.2',
    '0.05', '0.3', '0.30000000000000004', '-0.001', '5', '1000', '-1000.5', '1e308', '-1e308',
    '1.7976931348623157e308', '5e-324', '9007199254740993', '0.1000000000000000055511151231257827'];
const instants = [0n, -1n, 951_868_799_999_999_999n, 1_704_067_200n * second, firstInstant,
    firstInstant + second, lastInstant, lastInstant - second, largest, smallest]
    .flatMap((at) => [at - 1n, at, at + 1n]);
const offsets = ['Z', 'Z', 'Z', 'Z', '+00:00', '-00:00', '+01:30', '-08:00', '+23:59', '-23:59'];
const day = 86_400n * second;

/* What the rules speak of: their literals, and values beside them. */
export function literalsOf(rules) {
    const constants = rules.flatMap((rule) => rule.constants);
    const strings = constants.filter((one) => typeof one === 'string');
    const whole = constants.filter((one) => typeof one === 'bigint');
    return {
        texts: strings.filter((one) => !/[\ue000-\uffff]/.test(one)),
        integers: whole.flatMap((one) => [one - 1n, one, one + 1n])
            .filter((one) => one >= smallest && one <= largest),
        numbers: constants.filter((one) => typeof one === 'number' && Number.isFinite(one)).map(String),
        durations: strings.map((one) => nanosOf(run(`duration(${JSON.stringify(one)})`)))
            .filter((one) => one !== undefined),
        instants: strings.map((one) => nanosOf(run(`timestamp(${JSON.stringify(one)})`)))
            .filter((one) => one !== undefined),
    };
}

function nanosOf(result) {
    return isCelError(result) ? undefined : result.message.seconds * second + BigInt(result.message.nanos);
}

/* Makes documents, and changes them. */
export class Writer {
    constructor(random, literals) {
        this.random = random;
        this.literals = literals;
        this.begin();
    }

    /* The next document has few values of its own. */
    begin() {
        const { random, literals } = this;
        const base = random.one([
            [70, () => 1_700_000_000n * second + BigInt(random.below(1000)) * random.pick([1n, 1000n, second])],
            [30, () => random.pick([...instants, ...literals.instants])],
        ]);
        const steps = [0n, 0n, 1n, second, 3600n * second, day, ...literals.durations, largest, smallest];
        this.few = {
            texts: [0, 1, 2].map(() => random.pick([...texts, ...literals.texts])),
            integers: [0, 1, 2].map(() => random.pick([...integers, ...literals.integers])),
            numbers: [0, 1].map(() => random.pick([...numbers, ...literals.numbers])),
            instants: [0, 1, 2].map(() =>
                base + random.pick([1n, 1n, -1n]) * random.pick(steps)
                + random.pick([0n, 0n, 1n, -1n])),
            edges: random.chance(25),
        };
    }

    /* A value of the type. */
    value(type, depth = 0) {
        const { random } = this;
        if (type.nullable && (random.chance(25) || depth > 6)) {
            return null;
        }
        if (type.values !== undefined && !(type.open && random.chance(25))) {
            const value = random.pick(type.values);
            return typeof value === 'bigint' ? this.spellInteger(value) : value;
        }
        switch (type.kind) {
        case 'text':
            return this.text(type.limits);
        case 'time':
            return this.time();
        case 'integer':
            return this.integer(type.limits);
        case 'number':
            return this.number(type.limits);
        case 'boolean':
            return random.chance(50);
        case 'list':
            return this.list(type, depth);
        case 'map':
            return this.map(type, depth);
        case 'object':
            return this.object(type, depth);
        case 'json':
            return this.json(depth);
        default:
            throw new Error(`a type of the kind ${type.kind}`);
        }
    }

    text({ minLength = 0n, maxLength = 1000n }) {
        const { random, few, literals } = this;
        const text = random.one([
            [60, () => random.pick(few.texts)],
            [20, () => random.pick([...texts, ...literals.texts])],
            [20, () => random.pick(few.texts) + random.pick([...few.texts, 'a', 'b'])],
        ]);
        const wanted = [...text].slice(0, Number(maxLength));
        while (wanted.length < minLength) {
            wanted.push(random.pick(['a', 'b', '\u{1F600}']));
        }
        return wanted.join('');
    }

    integer({ minimum = smallest, maximum = largest, format }) {
        const { random, few, literals } = this;
        const least = format === 'int32' ? bigger(minimum, -(2n ** 31n)) : BigInt(minimum);
        const most = format === 'int32' ? -bigger(-BigInt(maximum), 1n - 2n ** 31n) : BigInt(maximum);
        const value = random.one([
            [few.edges ? 40 : 2, () => random.pick(edges)],
            [50, () => random.pick(few.integers)],
            [20, () => random.pick([...integers, ...literals.integers])],
            [10, () => BigInt(random.below(5))],
            [0, () => random.pick([least, most, least + 1n, most - 1n])],
        ]);
        const fits = value >= least && value <= most;
        return this.spellInteger(fits ? value : random.pick([least, most, bigger(0n, least)]));
    }

    spellInteger(value) {
        const { random } = this;
        const tens = value % 10n === 0n && value !== 0n ? `${value / 10n}e1` : `${value}.0`;
        const spellings = [`${value}.0`, `${value}e0`, tens];
        return new JsonNumber(random.chance(90) ? String(value) : random.pick(spellings));
    }

    number({ minimum = -Infinity, maximum = Infinity }) {
        const { random, few, literals } = this;
        const text = random.one([
            [60, () => random.pick(few.numbers)],
            [40, () => random.pick([...numbers, ...literals.numbers])],
        ]);
        const fits = Number(text) >= Number(minimum) && Number(text) <= Number(maximum);
        return new JsonNumber(fits ? text : String(random.pick([minimum, maximum].filter(Number.isFinite))));
    }

    time() {
        const { random, few, literals } = this;
        const wanted = random.one([
            [80, () => random.pick(few.instants)],
            [20, () => random.pick([...instants, ...literals.instants])],
        ]);
        const at = wanted < firstInstant ? firstInstant : wanted > lastInstant ? lastInstant : wanted;
        for (;;) {
            const offset = random.pick(offsets);
            const [, sign = '+', hours = '0', minutes = '0'] = /^(.)(..):(..)$/.exec(offset) ?? [];
            const ahead = (BigInt(hours) * 60n + BigInt(minutes)) * 60n * second * (sign === '-' ? -1n : 1n);
            if (at + ahead >= firstInstant && at + ahead <= lastInstant) {
                return this.spellTime(at + ahead, offset);
            }
        }
    }

    /* Without the zeros at the end of the fraction, or with some of them. */
    spellTime(local, offset) {
        const rest = ((local % second) + second) % second;
        const date = new Date(Number((local - rest) / 1_000_000n));
        const digits = String(rest).padStart(9, '0');
        const least = digits.replace(/0+$/, '').length;
        const count = this.random.chance(70) ? least : least + this.random.below(10 - least);
        return date.toISOString().slice(0, 19) + (count === 0 ? '' : `.${digits.slice(0, count)}`) + offset;
    }

    list(type, depth) {
        const { minItems = 0n, maxItems = 4n } = type.limits;
        const length = this.count(minItems, maxItems, depth);
        return Array.from({ length }, () => this.value(type.items, depth + 1));
    }

    map(type, depth) {
        const { minProperties = 0n, maxProperties = 4n, propertyNames = {} } = type.limits;
        const count = this.count(minProperties, maxProperties, depth);
        const map = new Map();
        for (let tries = 0; map.size < count || map.size < minProperties; tries += 1) {
            map.set(this.key(propertyNames, tries), this.value(type.items, depth + 1));
        }
        return map;
    }

    key({ minLength = 0n, maxLength = 1000n }, tries) {
        const key = tries > 20 ? `k${tries}` : this.random.pick([...keys, ...this.few.texts]);
        const length = [...key].length;
        return length >= minLength && length <= maxLength ? key : 'a'.repeat(Number(minLength) + 1);
    }

    /* How many items: fewer, the deeper. */
    count(least, most, depth) {
        const room = Number(most < 4n ? most : 4n) - Number(least);
        return Number(least) + (depth > 3 ? 0 : this.random.below(Math.max(room, 0) + 1));
    }

    object(type, depth) {
        const { random } = this;
        const members = [...type.properties]
            .filter(([name]) => type.required.has(name) || random.chance(depth > 3 ? 10 : 60))
            .map(([name, property]) => [name, this.value(property, depth + 1)]);
        if (!type.closed && random.chance(5)) {
            members.push(['not in the contract', this.json(depth + 1)]);
        }
        return new Map(random.chance(10) ? random.shuffle(members) : members);
    }

    json(depth) {
        const { random } = this;
        return random.one([
            [35, () => null],
            [15, () => random.pick(this.few.texts)],
            [15, () => new JsonNumber(random.pick(numbers))],
            [10, () => random.chance(50)],
            [15, () => (depth > 5 ? [] : [this.json(depth + 1), this.json(depth + 2)])],
            [10, () => new Map(depth > 5 ? [] : [['a', this.json(depth + 1)]])],
        ]);
    }

    /* The value with one place of it changed. */
    change(type, value, depth = 0) {
        const { random } = this;
        if (value === null || value === undefined || random.chance(10)) {
            return this.value(type, depth);
        }
        switch (type.kind) {
        case 'object':
            return this.changeMember(type, value, depth);
        case 'list':
            return this.changeItem(type, value, depth);
        case 'map':
            return this.changeEntry(type, value, depth);
        default:
            return this.value(type, depth);
        }
    }

    changeMember(type, value, depth) {
        const name = this.random.pick([...type.properties.keys()]);
        const changed = new Map(value);
        if (name === undefined) {
            return changed;
        }
        if (value.has(name) && !type.required.has(name) && this.random.chance(25)) {
            changed.delete(name);
        } else {
            changed.set(name, this.change(type.properties.get(name), value.get(name), depth + 1));
        }
        return changed;
    }

    changeItem(type, value, depth) {
        const { minItems = 0n, maxItems = 5n } = type.limits;
        const at = this.random.below(value.length + 1);
        if (at === value.length || this.random.chance(20)) {
            const item = this.value(type.items, depth + 1);
            return value.length < maxItems ? value.toSpliced(at, 0, item) : value;
        }
        if (value.length > minItems && this.random.chance(30)) {
            return value.toSpliced(at, 1);
        }
        return value.with(at, this.change(type.items, value[at], depth + 1));
    }

    changeEntry(type, value, depth) {
        const { minProperties = 0n } = type.limits;
        if (value.size === 0) {
            return this.map(type, depth);
        }
        const changed = new Map(value);
        const key = this.random.pick([...value.keys()]);
        if (value.size > minProperties && this.random.chance(30)) {
            changed.delete(key);
        } else {
            changed.set(key, this.change(type.items, value.get(key), depth + 1));
        }
        return changed;
    }

    /* A string as JSON, with escapes that it needn't have. */
    quote(text) {
        const quoted = JSON.stringify(text);
        if (!this.random.chance(10)) {
            return quoted;
        }
        const escaped = Array.from({ length: text.length }, (_, at) =>
            `\\u${text.charCodeAt(at).toString(16).padStart(4, '0')}`);
        return `"${escaped.join('')}"`;
    }
}

function bigger(a, b) {
    return BigInt(a) > b ? BigInt(a) : b;
}
