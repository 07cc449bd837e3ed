using System.Diagnostics.CodeAnalysis;
using Databricks.Jobs.Descriptions;

namespace Databricks.Jobs.Models;

[SuppressMessage("Naming", "CA1711", Justification = "The API's name.")]
public sealed partial class JobPermission
{
    private protected override string? Describe() =>
        Phrase.With(PermissionLevel, Inherited == true ? "inherited" : null);
}
