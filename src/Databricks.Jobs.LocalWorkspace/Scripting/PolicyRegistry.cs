using System.Globalization;
using System.Text;
using Databricks.Jobs.Models;
using Databricks.Jobs.Serialization;

namespace Databricks.Jobs.LocalWorkspace.Scripting;

/// <summary>All scripted violations of a server.</summary>
internal sealed class PolicyRegistry
{
    private readonly object _lock = new();
    private readonly List<PolicyViolation> _violations = [];

    /// <exception cref="ArgumentException">The field is not one of a job cluster or a task.</exception>
    public void Add(PolicyViolation violation)
    {
        CheckField(violation.Field);
        lock (_lock) _violations.Add(violation);
    }

    public void Clear()
    {
        lock (_lock) _violations.Clear();
    }

    /// <summary>The violations that are scripted for a job; only those of one policy if it is specified.</summary>
    public List<PolicyViolation> Find(long jobId, string jobName, string? policyId)
    {
        lock (_lock)
        {
            return _violations.FindAll(violation =>
                (policyId is null || violation.PolicyId == policyId)
                && (Wildcard.Matches(violation.JobName, jobName)
                    || violation.JobName == jobId.ToString(CultureInfo.InvariantCulture)));
        }
    }

    private static void CheckField(string path)
    {
        string[] names = [.. path.Split('.').Skip(1)];
        if (names.Length == 0 || !(Leads(new JobCluster(), names) || Leads(new Models.Task(), names)))
        {
            throw new ArgumentException(
                $"'{path}' is not the path of a field. Specify the key of a job cluster or task, and then the names of "
                + "fields, as in main.new_cluster.num_workers.");
        }
    }

    /// <summary>Whether an object has a field at the path; maps accept any name.</summary>
    private static bool Leads(JobsModel model, string[] names)
    {
        for (int i = 0; i < names.Length; i++)
        {
            FieldShape? field = model.Shape.Fields.FirstOrDefault(field => field.Name == names[i]);
            if (field is null) return false;
            if (i == names.Length - 1 || field.Kind is FieldKind.Map) return true;
            if (field.Kind != FieldKind.Model) return false;
            model = Create(model, field);
        }

        return true;
    }

    /// <summary>An empty object of the type of the field.</summary>
    private static JobsModel Create(JobsModel owner, FieldShape field)
    {
        byte[] json = Encoding.UTF8.GetBytes($$$"""{"{{{field.Name}}}":{}}""");
        ModelJson.ReadInto(owner, json, new ModelReadContext(strict: false));
        return (JobsModel)field.Get(owner)!;
    }
}
