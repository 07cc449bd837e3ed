# What the manifest promises, what the assembly has, and what the repository must hold for each command.

BeforeDiscovery {
    Import-Module "$PSScriptRoot/TestHelpers.psm1"
    $cmdlets = Get-Command -Module Databricks.Jobs -CommandType Cmdlet | ForEach-Object {
        @{ Name = $_.Name; Type = $_.ImplementingType }
    }
}

BeforeAll {
    Import-Module "$PSScriptRoot/TestHelpers.psm1"
    $root = Get-RepositoryRoot
    $module = Get-Module Databricks.Jobs
    $manifestPath = Join-Path $module.ModuleBase 'Databricks.Jobs.psd1'

    function Get-DeclaredName {
        param([string] $Key)

        # The words between the brackets, as they are written: a wildcard or an empty list would show.
        $text = [System.IO.File]::ReadAllText($manifestPath)
        $list = [regex]::Match($text, "(?s)\b$Key\s*=\s*@\((.*?)\)").Groups[1].Value
        @([regex]::Matches($list, "'([^']*)'") | ForEach-Object { $_.Groups[1].Value })
    }

    function Get-CmdletType {
        $assembly = (Get-Command Get-DbxJob).ImplementingType.Assembly
        $assembly.GetExportedTypes() | Where-Object {
            -not $_.IsAbstract -and $_.GetCustomAttributes([System.Management.Automation.CmdletAttribute], $false)
        }
    }
}

Describe 'The manifest' {
    It 'is valid' {
        Test-ModuleManifest $manifestPath -ErrorAction Stop | Should -Not -BeNullOrEmpty
    }

    It 'has the version of the folder that it is in' {
        $module.Version.ToString() | Should -Be (Split-Path $module.ModuleBase -Leaf)
    }

    It 'is for both editions' {
        $module.CompatiblePSEditions | Should -Be 'Desktop', 'Core'
        $module.Tags | Should -Contain 'PSEdition_Core'
        $module.Tags | Should -Contain 'PSEdition_Desktop'
    }

    It 'has the assemblies of both editions' {
        foreach ($framework in 'net8.0', 'netstandard2.0') {
            foreach ($name in 'Databricks.Jobs', 'Databricks.Jobs.LocalWorkspace', 'Databricks.Jobs.PowerShell') {
                [System.IO.Path]::Combine($module.ModuleBase, $framework, "$name.dll") | Should -Exist
            }
        }
    }

    It 'keeps the YAML library apart from the assemblies that are loaded with the module' {
        foreach ($framework in 'net8.0', 'netstandard2.0') {
            $folder = Join-Path $module.ModuleBase $framework
            foreach ($name in 'Databricks.Jobs.Yaml.dll', 'YamlDotNet.dll') {
                [System.IO.Path]::Combine($folder, 'dependencies', $name) | Should -Exist
                Join-Path $folder $name | Should -Not -Exist
            }
        }
        (Get-ChildItem (Join-Path $module.ModuleBase 'net8.0') -Filter *.dll).BaseName | Sort-Object |
            Should -Be 'Databricks.Jobs', 'Databricks.Jobs.LocalWorkspace', 'Databricks.Jobs.PowerShell'
        Get-Content (Join-Path $module.ModuleBase 'THIRD-PARTY-NOTICES.txt') -Raw | Should -Match 'YamlDotNet'
    }

    It 'leaves to PowerShell 7 what PowerShell 7 brings' {
        [System.IO.Path]::Combine($module.ModuleBase, 'net8.0', 'System.Text.Json.dll') | Should -Not -Exist
        [System.IO.Path]::Combine($module.ModuleBase, 'net8.0', 'dependencies', 'System.Text.Json.dll') |
            Should -Not -Exist
    }

    It 'exports exactly the cmdlets that the assembly has' {
        $attribute = [System.Management.Automation.CmdletAttribute]
        $built = Get-CmdletType | ForEach-Object {
            $cmdlet = $_.GetCustomAttributes($attribute, $false)[0]
            '{0}-{1}' -f $cmdlet.VerbName, $cmdlet.NounName
        }
        Get-DeclaredName CmdletsToExport | Sort-Object | Should -Be ($built | Sort-Object)
    }

    It 'exports exactly the aliases that the assembly has' {
        $attribute = [System.Management.Automation.AliasAttribute]
        $built = Get-CmdletType | ForEach-Object { $_.GetCustomAttributes($attribute, $false) } |
            ForEach-Object { $_.AliasNames }
        Get-DeclaredName AliasesToExport | Sort-Object | Should -Be ($built | Sort-Object)
    }

    It 'exports no functions and no variables' {
        $module.ExportedFunctions.Count | Should -Be 0
        $module.ExportedVariables.Count | Should -Be 0
    }

    It 'ships every view file, and loads none of them before the first command' {
        $folder = [System.IO.Path]::Combine($root, 'src', 'Databricks.Jobs.PowerShell', 'Formatting')
        $files = @(Get-ChildItem $folder -Filter '*.ps1xml' | ForEach-Object Name)
        $shipped = @(Get-ChildItem $module.ModuleBase -Filter '*.ps1xml' | ForEach-Object Name)
        $shipped | Sort-Object | Should -Be ($files | Sort-Object)
        @(Get-DeclaredName FormatsToProcess) + @(Get-DeclaredName TypesToProcess) | Should -BeNullOrEmpty
    }
}

Describe '<Name>' -ForEach $cmdlets {
    BeforeAll {
        $verb, $noun = $Name -split '-', 2
        $properties = $Type.GetProperties() | Where-Object {
            $_.GetCustomAttributes([System.Management.Automation.ParameterAttribute], $true)
        }
    }

    It 'has an approved verb' {
        $verb | Should -BeIn (Get-Verb | ForEach-Object Verb)
    }

    It 'says what it gives' {
        $Type.GetCustomAttributes([System.Management.Automation.OutputTypeAttribute], $true) |
            Should -Not -BeNullOrEmpty
    }

    It 'has a help message on each parameter' {
        $silent = $properties | Where-Object {
            $_.GetCustomAttributes([System.Management.Automation.ParameterAttribute], $true) |
                Where-Object { [string]::IsNullOrWhiteSpace($_.HelpMessage) }
        } | ForEach-Object Name
        $silent | Should -BeNullOrEmpty
    }

    It 'has a source file of its own' {
        [System.IO.Path]::Combine($root, 'src', 'Databricks.Jobs.PowerShell', 'Commands', "$verb${noun}Command.cs") |
            Should -Exist
    }

    It 'has a test file, of its own or of the command that it is the counterpart of' {
        $file = if ($Name -eq 'Resume-DbxJob') { 'Suspend-DbxJob' } else { $Name }
        $path = [System.IO.Path]::Combine($root, 'tests', 'Pester', "$file.Tests.ps1")
        $path | Should -Exist
        [System.IO.File]::ReadAllText($path) | Should -Match ([regex]::Escape($Name))
    }
}

Describe 'The bound of the coverage' {
    It 'is not below 85 percent' {
        $text = [System.IO.File]::ReadAllText([System.IO.Path]::Combine($root, 'tools', 'TestReport', 'Program.cs'))
        $bound = [regex]::Match($text, 'const double RequiredPercent = (\d+);').Groups[1].Value
        [int] $bound | Should -BeGreaterOrEqual 85
    }
}
