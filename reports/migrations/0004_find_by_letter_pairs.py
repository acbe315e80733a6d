"""An index of letter pairs for finding documents and reports by words; its definition is that of the ledger."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_closed_zones"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("core", "0001_initial"),
        ("reports", "0003_plaque_prints"),
        ("supervision", "0003_assessment_of_experts"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="inspectionreport",
            index=django.contrib.postgres.indexes.GinIndex(
                models.Func(
                    models.F("number"),
                    models.F("title"),
                    arg_joiner=" || ' ' || ",
                    output_field=django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None),
                    template="string_to_array(regexp_replace(%(expressions)s, '(..)', '\\1 ', 'g') || ' ' || regexp_replace(substr(%(expressions)s, 2), '(..)', '\\1 ', 'g'), ' ')",
                ),
                name="report_pairs",
            ),
        ),
        migrations.AddIndex(
            model_name="officialdocument",
            index=django.contrib.postgres.indexes.GinIndex(
                models.Func(
                    models.F("number"),
                    models.F("title"),
                    arg_joiner=" || ' ' || ",
                    output_field=django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None),
                    template="string_to_array(regexp_replace(%(expressions)s, '(..)', '\\1 ', 'g') || ' ' || regexp_replace(substr(%(expressions)s, 2), '(..)', '\\1 ', 'g'), ' ')",
                ),
                name="document_pairs",
            ),
        ),
    ]
