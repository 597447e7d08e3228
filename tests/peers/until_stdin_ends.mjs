// Loaded before a program (node --import), has it end when nobody holds its standard input open.
process.stdin.resume().on('end', () => process.exit());
