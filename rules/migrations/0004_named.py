"""Tables of officials' declarations for a case, hearings of persons concerned, and their answers."""
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('institutions', '0015_named_role'),
        ('rules', '0003_review'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Hearing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(help_text='counts the hearings of the finding')),
                ('how', models.CharField(choices=[('asked', 'Asked on their own page'), ('otherwise', 'Heard otherwise'), ('waived', 'Not heard')], max_length=9)),
                ('answer_by', models.DateField(blank=True, help_text='last day to answer', null=True)),
                ('heard_on', models.DateField(blank=True, null=True)),
                ('waiver', models.CharField(blank=True, choices=[('inquiry', 'It would defeat an inquiry'), ('unreachable', 'They cannot be reached'), ('urgent', 'The public interest does not allow the delay'), ('nothing_asked', 'The finding asks nothing about what they did or hold')], max_length=13)),
                ('note', models.TextField(blank=True, help_text='what they said and the document of it, or why they are not heard')),
                ('evidence_hash', models.CharField(max_length=64)),
                ('at', models.DateTimeField()),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('assessment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rules.assessment')),
                ('finding', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='hearings', to='rules.finding')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.person')),
            ],
            options={
                'ordering': ['number'],
            },
        ),
        migrations.CreateModel(
            name='HearingAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('text', models.TextField()),
                ('at', models.DateTimeField()),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('hearing', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='rules.hearing')),
            ],
            options={
                'ordering': ['number'],
            },
        ),
        migrations.CreateModel(
            name='Correction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.PositiveIntegerField()),
                ('fact', models.TextField()),
                ('kind', models.CharField(max_length=60)),
                ('text', models.TextField(help_text='what is right instead')),
                ('document', models.CharField(blank=True, help_text='what shows it', max_length=500)),
                ('answer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='rules.hearinganswer')),
            ],
            options={
                'ordering': ['place'],
            },
        ),
        migrations.CreateModel(
            name='OfficialDeclaration',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(help_text='counts the declarations of the case')),
                ('says', models.CharField(choices=[('nothing', 'Nothing to declare'), ('ties', 'Ties declared')], max_length=7)),
                ('text', models.TextField(help_text='what was signed, as it was shown')),
                ('content', models.JSONField()),
                ('about', models.JSONField()),
                ('source_key', models.CharField(max_length=40)),
                ('signature', models.CharField(max_length=200)),
                ('sha256', models.CharField(max_length=64)),
                ('at', models.DateTimeField()),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='declarations', to='rules.reviewcase')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.person')),
                ('submission', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.submission')),
            ],
            options={
                'ordering': ['number'],
            },
        ),
        migrations.AddIndex(
            model_name='hearing',
            index=models.Index(condition=models.Q(('how', 'asked')), fields=['person', '-at'], name='hearing_by_person'),
        ),
        migrations.AddConstraint(
            model_name='hearing',
            constraint=models.UniqueConstraint(fields=('finding', 'number'), name='one_hearing_a_number'),
        ),
        migrations.AddConstraint(
            model_name='hearing',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answer_by__isnull', False), ('heard_on__isnull', True), ('how', 'asked'), ('note', ''), ('waiver', '')), models.Q(('answer_by__isnull', True), ('heard_on__isnull', False), ('how', 'otherwise'), ('waiver', ''), models.Q(('note', ''), _negated=True)), models.Q(('answer_by__isnull', True), ('heard_on__isnull', True), ('how', 'waived'), models.Q(('waiver', ''), _negated=True), models.Q(('note', ''), _negated=True)), _connector='OR'), name='a_hearing_says_how'),
        ),
        migrations.AddConstraint(
            model_name='hearinganswer',
            constraint=models.UniqueConstraint(fields=('hearing', 'number'), name='one_answer_a_number'),
        ),
        migrations.AddConstraint(
            model_name='hearinganswer',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='an_answer_says_something'),
        ),
        migrations.AddConstraint(
            model_name='correction',
            constraint=models.UniqueConstraint(fields=('answer', 'place'), name='one_correction_a_fact'),
        ),
        migrations.AddConstraint(
            model_name='correction',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='a_correction_says_what_is_right'),
        ),
        migrations.AddIndex(
            model_name='officialdeclaration',
            index=models.Index(fields=['person', 'case'], name='declaration_by_person'),
        ),
        migrations.AddConstraint(
            model_name='officialdeclaration',
            constraint=models.UniqueConstraint(fields=('case', 'number'), name='one_official_declaration_a_number'),
        ),
        migrations.AddConstraint(
            model_name='officialdeclaration',
            constraint=models.CheckConstraint(condition=models.Q(('signature', ''), _negated=True), name='an_official_declaration_is_signed'),
        ),
    ]
