using Releases.Workloads;

namespace Pipeline.Rehearsals;

/// <summary>The migration Job that the version before has left: a release finds one, and so does a drill.</summary>
public static class FormerMigration
{
    /// <summary>Its manifest, to be seeded into a cluster.</summary>
    /// <param name="job">The Job's name, as the fleet file says it.</param>
    /// <param name="image">The images' repository.</param>
    /// <param name="version">The version that is live.</param>
    public static string Manifest(string job, string image, string version) =>
        $$"""
            apiVersion: batch/v1
            kind: Job
            metadata:
              name: {{job}}
              labels: { {{ReleaseLabels.Version}}: "{{version}}" }
            spec:
              backoffLimit: 0
              template:
                metadata:
                  labels: { {{ReleaseLabels.Version}}: "{{version}}" }
                spec:
                  restartPolicy: Never
                  containers:
                    - name: migration
                      image: {{image}}:{{version}}
                      command: [python, manage.py, migrate, audits, 0040_audit_and_issue]
            """;
}
