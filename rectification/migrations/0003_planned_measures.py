"""The items of a rectification plan are called planned measures; the table keeps its name."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("rectification", "0002_link_to_other_tables")]

    operations = [
        # First the name that the table has, said aloud: so the model's new name does not rename it.
        migrations.AlterModelTable("planitem", "rectification_planitem"),
        migrations.RenameModel("PlanItem", "PlannedMeasure"),
    ]
