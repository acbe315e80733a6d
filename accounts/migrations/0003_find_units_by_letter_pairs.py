"""An index of letter pairs for finding units by a word of their name."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_closed_zones"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="organisation",
            index=django.contrib.postgres.indexes.GinIndex(
                models.Func(
                    models.F("name"),
                    arg_joiner=" || ' ' || ",
                    output_field=django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None),
                    template="string_to_array(regexp_replace(%(expressions)s, '(..)', '\\1 ', 'g') || ' ' || regexp_replace(substr(%(expressions)s, 2), '(..)', '\\1 ', 'g'), ' ')",
                ),
                name="organisation_pairs",
            ),
        ),
    ]
