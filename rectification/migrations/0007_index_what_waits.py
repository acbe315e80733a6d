"""An index along which my turn finds the most urgent of the problems that are still open."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Add the index `problem_turn`."""

    dependencies = [
        ("rectification", "0006_search_by_pairs_of_letters"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="problem",
            index=models.Index(
                condition=models.Q(("state__in", ("registered", "ordered", "planned", "reported", "rechecking"))),
                fields=["due_on", "state_since"],
                name="problem_turn",
            ),
        ),
    ]
