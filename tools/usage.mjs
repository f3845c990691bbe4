// The usage of each npm script, for --help and wrong arguments.
/** @type {Record<string, string>} */
export const usage = {
  lab: `npm start [-- options]

Sets up what is missing, then starts JupyterLab and opens the first notebook in the browser.
Ctrl-C stops it.

  npm start -- 05                open notebook 05 instead of the first
  npm start -- --no-browser      only print the address
  npm start -- --port 8900       use this port, or stop if it is taken
  npm start -- --ip 0.0.0.0      for other computers, too
Settings of Jupyter's own pass through, such as --ServerApp.base_url=/course/.`,

  test: `npm test [-- words]

Sets up what is missing, then runs every check and test but the slow ones.

  npm test -- train 05           only those whose name has one of the words
  npm run test:full              the slow ones too: coverage, and every notebook with extreme parameters`,

  notebooks: `npm run notebooks [-- options]

Sets up what is missing, then executes every notebook in place.

  npm run notebooks -- 05                           only notebook 05 (a number, a name or a path)
  npm run notebooks -- --check                      execute copies, compare with what is committed
  npm run notebooks -- 05 --set learningRate=0.5    with other parameters, into a copy

  --set name=value   repeat it for several; the value is TypeScript: 0.5, [1, 0], "text"
  --timeout seconds  the longest a cell may take (120)`,

  handouts: `npm run handouts [-- options]

Sets up what is missing, executes the notebooks and writes handouts/: HTML, PDF and slides, for
students and for instructors, of each notebook and of the whole course. Each file stands alone and
needs no network. The PDFs need Chrome, Chromium or Edge.

  npm run handouts -- 05                            only notebook 05 (a number, a name or a path)
  npm run handouts -- 05 --to html                  only HTML (or pdf, or slides)
  npm run handouts -- --edition student             only the student edition (or instructor)
  npm run handouts -- 05 --set learningRate=0.5     with other parameters, under another name:
                                                    05-or-gate-learningRate=0.5.html
  npm run handouts -- --out folder                  into another folder

  --to, --edition    repeat them for several
  --set name=value   repeat it for several; the value is TypeScript: 0.5, [1, 0], "text"
  --timeout seconds  the longest a cell may take (120)`,

  grade: `npm run grade -- FOLDER [options]

Grades what learners handed in: saved handouts, notebooks and zips of these, at any depth. Every answer is
computed again on other inputs, in a process that can reach neither files nor a network. Writes grades.csv,
index.html for the class, and a page for each learner, into grades/.

  --seed 7          the inputs of an earlier run; each run has others
  --solutions       show worked solutions on the learners' pages
  --to folder       where to write (grades)`,

  bench: `npm run bench [-- options]

Sets up what is missing, installs the Python stack into .cache/bench-venv, measures the course beside
it (about 20 minutes on an idle computer) and writes bench/results.json, README.md and growth.png.
A bar that is missed is named, and the command ends with status 1.

  npm run bench -- or cold             only these rows, of: or, rerun, cold, course, epoch, growth,
                                       handout, handouts, run, scrub, site, grade, clone, hub; the
                                       others keep their last results
  npm run bench -- --runs 9            more runs than 5; fewer are a trial that writes nothing
  npm run bench -- --short             what CI runs: three runs of or, rerun and cold, which may miss
                                       their bars by half`,
};
