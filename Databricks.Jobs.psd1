# The one place for the version and for what the module exports.
@{
    ModuleVersion = '0.1.0'
    GUID = '81ccecc5-f01d-4587-ba7b-a96c4802c10a'
    RootModule = if ($PSEdition -eq 'Core') {
        'net8.0/Databricks.Jobs.PowerShell.dll'
    } else {
        'netstandard2.0/Databricks.Jobs.PowerShell.dll'
    }

    Author = 'Databricks.Jobs contributors'
    CompanyName = 'Databricks.Jobs contributors'
    Copyright = '(c) 2026 Databricks.Jobs contributors. MIT License.'
    Description = 'Databricks jobs from PowerShell, as typed objects that pipe: define, start, watch, repair. Brings a local workspace to learn with and to test against.'

    PowerShellVersion = '5.1'
    CompatiblePSEditions = @('Desktop', 'Core')
    DotNetFrameworkVersion = '4.7.2'

    # Explicit, so that a command is found without loading the module, and nothing slips out by accident.
    CmdletsToExport = @(
        'Connect-DbxWorkspace'
        'Disconnect-DbxWorkspace'
        'Get-DbxWorkspace'
        'Select-DbxWorkspace'
        'New-DbxJob'
        'New-DbxTask'
        'New-DbxJobCluster'
        'New-DbxSchedule'
        'Get-DbxJob'
        'Set-DbxJob'
        'Update-DbxJob'
        'Copy-DbxJob'
        'Compare-DbxJob'
        'Export-DbxJob'
        'Import-DbxJob'
        'Suspend-DbxJob'
        'Test-DbxJob'
        'Resume-DbxJob'
        'Remove-DbxJob'
        'Open-DbxJob'
        'Measure-DbxJob'
        'Get-DbxJobPermission'
        'Set-DbxJobPermission'
        'Grant-DbxJobPermission'
        'Revoke-DbxJobPermission'
        'Get-DbxJobPermissionLevel'
        'Get-DbxJobCompliance'
        'Repair-DbxJobCompliance'
        'Start-DbxJobRun'
        'Get-DbxRun'
        'Wait-DbxRun'
        'Start-DbxRun'
        'Stop-DbxRun'
        'Remove-DbxRun'
        'Export-DbxRun'
        'Export-DbxRunReport'
        'Get-DbxRunOutput'
        'Open-DbxRun'
        'Show-DbxRun'
        'Invoke-DbxRunRepair'
        'Start-DbxLocalWorkspace'
        'Get-DbxLocalWorkspace'
        'Stop-DbxLocalWorkspace'
        'Set-DbxLocalTask'
    )
    AliasesToExport = @(
        'Repair-DbxRun'
        'Submit-DbxRun'
    )
    FunctionsToExport = @()
    VariablesToExport = @()

    # The views come with the first command (Formatting/Views.cs): here they would double what the import costs.
    FormatsToProcess = @()
    TypesToProcess = @()

    PrivateData = @{
        PSData = @{
            Tags = @(
                'Databricks', 'Jobs', 'Workflows', 'Lakeflow', 'Azure', 'AzureDatabricks', 'DevOps', 'CI'
                'PSEdition_Core', 'PSEdition_Desktop', 'Windows', 'Linux', 'MacOS'
            )
            ProjectUri = 'https://github.com/databricks-jobs/databricks-jobs-powershell'
            LicenseUri = 'https://github.com/databricks-jobs/databricks-jobs-powershell/blob/main/LICENSE'
            ReleaseNotes = 'https://github.com/databricks-jobs/databricks-jobs-powershell/blob/main/CHANGELOG.md'
        }
    }
}
