"""For teachers who grade with nbgrader: its settings for the course's notebooks.

Copy this file into the folder in which you call nbgrader, the one that holds source/.
"""

from nbgrader.converters import GenerateAssignment

c = get_config()  # noqa: F821

# What a learner gets in place of a solution: it fails until something is written there.
c.ClearSolutions.code_stub = {"typescript": '// YOUR CODE HERE\nthrow new Error("nothing is written here yet");'}

# The course's worked solutions do not go out with an assignment.
c.TagRemovePreprocessor.enabled = True
c.TagRemovePreprocessor.remove_cell_tags = {"solution"}
c.GenerateAssignment.preprocessors = [
    "nbconvert.preprocessors.TagRemovePreprocessor",
    *GenerateAssignment.class_traits()["preprocessors"].default(),
]

# How Moodle names what learners handed in, for `nbgrader zip_collect`: a file or, in a zip, a folder.
c.FileNameCollectorPlugin.named_regexp = (
    r"(.*[/\\])?(?P<student_id>[^/\\]+?)_\d+_assignsubmission_file_[/\\]?(?P<file_id>[^/\\]+)$"
)
