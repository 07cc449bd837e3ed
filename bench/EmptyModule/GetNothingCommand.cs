using System.Management.Automation;

namespace EmptyModule;

/// <summary>All that this module has: the least that importing a binary module can cost.</summary>
[Cmdlet(VerbsCommon.Get, "Nothing")]
public sealed class GetNothingCommand : PSCmdlet
{
}
