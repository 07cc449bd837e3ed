# A host that keeps what it shows, and answers prompts, for tests of -WhatIf and of confirmations.

if (-not ('PromptHost' -as [type])) {
    Add-Type -TypeDefinition @'
using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

public sealed class PromptHost : PSHost
{
    private readonly PromptUi _ui = new PromptUi();
    public PromptUi Log { get { return _ui; } }
    public override CultureInfo CurrentCulture { get { return CultureInfo.InvariantCulture; } }
    public override CultureInfo CurrentUICulture { get { return CultureInfo.InvariantCulture; } }
    public override Guid InstanceId { get; } = Guid.NewGuid();
    public override string Name { get { return "PromptHost"; } }
    public override Version Version { get { return new Version(1, 0); } }
    public override PSHostUserInterface UI { get { return _ui; } }
    public override void EnterNestedPrompt() { }
    public override void ExitNestedPrompt() { }
    public override void NotifyBeginApplication() { }
    public override void NotifyEndApplication() { }
    public override void SetShouldExit(int exitCode) { }
}

public sealed class PromptUi : PSHostUserInterface
{
    public List<string> Lines { get; } = new List<string>();
    public List<string> Questions { get; } = new List<string>();
    // The labels of the answers, without "&", in order.
    public Queue<string> Answers { get; } = new Queue<string>();
    public override PSHostRawUserInterface RawUI { get { return null; } }
    public override Dictionary<string, PSObject> Prompt(string a, string b, Collection<FieldDescription> c)
    { throw new HostException("There is no answer to " + b); }
    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int d)
    {
        Questions.Add(message);
        if (Answers.Count == 0) throw new HostException("There is no answer to " + message);
        string answer = Answers.Dequeue();
        for (int i = 0; i < choices.Count; i++)
        {
            if (choices[i].Label.Replace("&", "") == answer) return i;
        }
        throw new HostException(answer + " is not a choice of " + message);
    }
    public override PSCredential PromptForCredential(string a, string b, string c, string d) { return null; }
    public override PSCredential PromptForCredential(string a, string b, string c, string d,
        PSCredentialTypes e, PSCredentialUIOptions f)
    { return null; }
    public override string ReadLine() { return ""; }
    public override SecureString ReadLineAsSecureString() { return null; }
    public override void Write(string value) { Lines.Add(value); }
    public override void Write(ConsoleColor a, ConsoleColor b, string value) { Lines.Add(value); }
    public override void WriteDebugLine(string message) { }
    public override void WriteErrorLine(string value) { }
    public override void WriteLine(string value) { Lines.Add(value); }
    public override void WriteProgress(long sourceId, ProgressRecord record) { }
    public override void WriteVerboseLine(string message) { }
    public override void WriteWarningLine(string message) { }
}
'@
}

<#
.SYNOPSIS
    Runs a script in a session that answers prompts, with the connection of this one.
.PARAMETER ScriptBlock
    The script. It gets the argument as $argument.
.PARAMETER Argument
    What the script needs of this session.
.PARAMETER Answer
    The answers to the prompts, such as Yes and No. Without an answer, the session cannot ask.
.OUTPUTS
    An object with the lines and questions that were shown, the output and the errors.
#>
function Invoke-WithPrompt {
    [CmdletBinding()]
    [OutputType([pscustomobject])]
    param(
        [Parameter(Mandatory, Position = 0)]
        [scriptblock] $ScriptBlock,

        [Parameter(Position = 1)]
        [object] $Argument,

        [string[]] $Answer = @()
    )

    $hostWithPrompt = [PromptHost]::new()
    $Answer | ForEach-Object { $hostWithPrompt.Log.Answers.Enqueue($_) }
    $runspace = [runspacefactory]::CreateRunspace($hostWithPrompt)
    $runspace.Open()
    $shell = [powershell]::Create()
    $shell.Runspace = $runspace
    try {
        $manifest = Join-Path (Get-Module Databricks.Jobs).ModuleBase 'Databricks.Jobs.psd1'
        $null = $shell.AddScript(
            "param(`$manifest, `$workspace, `$argument) Import-Module `$manifest; " +
            "`$null = Select-DbxWorkspace `$workspace; . { $ScriptBlock }"
        ).AddArgument($manifest).AddArgument((Get-DbxWorkspace)).AddArgument($Argument)
        $output = $shell.Invoke()
        [pscustomobject]@{
            Lines = @($hostWithPrompt.Log.Lines)
            Questions = @($hostWithPrompt.Log.Questions)
            Output = @($output)
            Errors = @($shell.Streams.Error)
        }
    } finally {
        $shell.Dispose()
        $runspace.Dispose()
    }
}

Export-ModuleMember -Function Invoke-WithPrompt
